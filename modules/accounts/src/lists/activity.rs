//! What was done in an account, and by whom (ALL-3): `/account/activity`.

use crate::texts;
use gatehouse_context::audit::{self, Audit, AuditFilter};
use gatehouse_context::{Cx, Reader};
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::paging::{Direction, PageRequest, Paged, Sorting};
use gatehouse_web::history::who;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use gatehouse_web::{Events, Halt, OwnRecord};

/// The list of an account.
pub(crate) struct Activity {
    account: Uuid,
    /// The groups of events that accounts have.
    groups: Vec<(&'static str, String)>,
}

/// A line of it, in words.
pub(crate) struct ActivityRow {
    line: Audit,
    what: String,
    /// What it was done to, where that is the reader's own and has a page.
    about: Option<OwnRecord>,
}

impl Activity {
    /// The list of this account.
    pub(crate) fn of(cx: &Cx, account: Uuid) -> Result<Self, Halt> {
        let groups = cx.service::<Events>()?.groups();
        let groups = groups.filter_map(|group| Some((group.word, (group.customers?)(cx.lang)))).collect();
        Ok(Self { account, groups })
    }
}

impl Words for Activity {
    type Filter = AuditFilter;
    type Sort = ();
    type Row = ActivityRow;

    fn filters(&self, lang: Lang) -> FilterSet<AuditFilter> {
        let t = texts(lang);
        FilterSet::<AuditFilter>::new()
            .choice("group", t.msg_activity_group(), t.msg_activity_all(), self.groups.clone(), |filter, word| {
                filter.kind = Some(word);
            })
            .first_day("from", t.msg_activity_from(), |filter, from| filter.from = Some(from))
            .last_day("until", t.msg_activity_until(), |filter, until| filter.until = Some(until.plus(1)))
    }

    fn columns(&self, lang: Lang) -> Columns<ActivityRow, ()> {
        let t = texts(lang);
        Columns::<ActivityRow, ()>::sorted_by("-at")
            .column("what", t.msg_activity_what(), |row, _| match (&row.about, row.device()) {
                (Some(about), _) => Cell::link(&row.what, &about.page).sub(&about.name),
                (None, Some(device)) => Cell::text(&row.what).sub(device),
                (None, None) => Cell::text(&row.what),
            })
            .column("device", t.msg_sessions_device(), |row, _| Cell::text(row.device().unwrap_or_default()))
            .extra()
            .column("who", t.msg_activity_who(), |row, to| {
                let cell = Cell::text(row.who(to));
                match row.network() {
                    Some(network) => cell.sub(network),
                    None => cell,
                }
            })
            .column("network", t.msg_sessions_network(), |row, _| Cell::text(row.network().unwrap_or_default()))
            .extra()
            .column("at", t.msg_activity_when(), |row, to| Cell::time(&to.format, row.line.at))
            .sorts(())
    }
}

impl ActivityRow {
    /// The device on which somebody signed in.
    fn device(&self) -> Option<String> {
        let details: serde_json::Value = serde_json::from_str(self.line.details.as_deref()?).ok()?;
        Some(details.get("device")?.as_str()?.to_owned())
    }

    fn who(&self, to: &RowContext) -> String {
        who(&self.line.actor_kind, Reader::Holder, to.lang())
    }

    /// From where; where the vendor's people and systems sit is not the customer's business.
    fn network(&self) -> Option<&str> {
        let is_told = matches!(self.line.actor_kind.as_str(), "account" | "visitor" | "product");
        self.line.network.as_deref().filter(|_| is_told)
    }
}

#[async_trait]
impl List for Activity {
    const NAME: &'static str = "activity";
    const AT: &'static str = "/account/activity";
    const FILE: &'static str = "/account/activity.csv";
    type Seen = AuditFilter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_activity_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_activity_none(), t.msg_activity_none_text())
    }

    fn unmatched(&self, lang: Lang) -> Empty {
        self.empty(lang).action(Button::link(texts(lang).msg_activity_all(), Self::AT))
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
    }

    async fn look(&self, cx: &Cx, filter: AuditFilter) -> Result<AuditFilter, Halt> {
        let events = cx.service::<Events>()?;
        let starts = filter.kind.as_deref().and_then(|group| events.starts(group)).unwrap_or_default();
        Ok(AuditFilter { account: Some(self.account), kind: None, kinds: starts.to_vec(), ..filter })
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &AuditFilter,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<ActivityRow>, Halt> {
        let events = cx.service::<Events>()?;
        let filter = AuditFilter { oldest_first: sorting.direction == Direction::Ascending, ..filter.clone() };
        let found = audit::list(cx, &filter, request).await?;
        let about = found.items.iter().filter_map(|line| Some((line.subject_kind.clone(), line.subject_id?)));
        let records = events.own_records(cx, self.account, about.collect::<Vec<_>>()).await?;
        let of_line = |line: &Audit| records.get(&line.subject_id?).cloned();
        Ok(found.map(|line| {
            let what = events.event(cx.lang, &line.kind);
            let what = what.unwrap_or_else(|| texts(cx.lang).msg_activity_other());
            ActivityRow { what, about: of_line(&line), line }
        }))
    }
}
