//! The audit log (ALL-3): `/staff/audit`.

use crate::actions::{SeenLog, readable, see_log};
use crate::queries::recipients;
use crate::rights::ReadWholeLog;
use crate::{queries, texts};
use gatehouse_context::audit::{self, Audit, AuditFilter, Looks};
use gatehouse_context::{Cx, Event, May, Reader};
use gatehouse_core::{Lang, Role, Uuid, async_trait};
use gatehouse_db::paging::{Direction, PageRequest, Paged, Sorting};
use gatehouse_web::history::who;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::{Button, Cell, Empty, Icon, Notice};
use gatehouse_web::{AuditRecord, Events, Halt, Staff};

const LONGEST_KIND: usize = 100;

/// A line of the log and its words.
pub(crate) struct AuditRow {
    line: Audit,
    /// The actor's name, where they are a colleague or a key.
    actor: Option<String>,
    what: String,
    details: String,
    record_kind: String,
    record: Option<AuditRecord>,
    /// Whether the reader may open the record's page.
    may_open: bool,
}

/// The log, as this member of the staff may read it.
pub(crate) struct AuditLog {
    roles: Vec<Role>,
    /// The groups of events, and the event that is asked for beyond them.
    kinds: Vec<(String, String)>,
    /// The colleagues, and whoever else is asked for; none for those who read their own lines alone.
    actors: Vec<(Uuid, String)>,
    /// The record that is asked for.
    subject: Vec<(Uuid, String)>,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct AuditQuery {
    filter: AuditFilter,
    shown: Shown,
    /// A number, a name or an address of what the lines have to do with.
    text: String,
}

/// Which lines stand in the log: changes first (ux.md J26).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Changes,
    Looks,
    All,
}

impl Shown {
    const LOOKS: &'static str = "looks";
    const ALL: &'static str = "all";

    fn of(word: &str) -> Self {
        match word {
            Self::LOOKS => Self::Looks,
            Self::ALL => Self::All,
            _ => Self::Changes,
        }
    }

    /// A look that is asked for by its own word is shown.
    fn looks(self, kind: Option<&Event>) -> Looks {
        match self {
            Self::Looks => Looks::Only,
            Self::Changes if !kind.is_some_and(Event::is_look) => Looks::Hidden,
            Self::Changes | Self::All => Looks::Among,
        }
    }
}

/// A look at the log, and whether what was searched stands for more records than one search takes.
pub(crate) struct AuditSeen {
    log: SeenLog,
    is_cut: bool,
}

/// Records of one search. Of a name that more of them have, the oldest are looked for, and the page says that there are others.
const MOST_NAMED: usize = 20;

/// Whether a search may stand in an address: the digits of a number. The rest may be somebody's address or name.
fn may_stand_in_address(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '))
}

fn is_word(kind: &str) -> bool {
    kind.len() <= LONGEST_KIND && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b))
}

impl AuditLog {
    /// With the choices of its filters; what an address asks for beyond them is among them too.
    pub(crate) async fn of(staff: &Staff, asked: &Asked) -> Result<Self, Halt> {
        let (cx, lang) = (&staff.visit.cx, staff.visit.lang());
        let events = cx.service::<Events>()?;
        let mut kinds: Vec<_> = events.groups().map(|group| (group.word.to_owned(), (group.name)(lang))).collect();
        let kind = asked.get("kind");
        if !kind.is_empty() && events.starts(&kind).is_none() && is_word(&kind) {
            let name = events.event(lang, &kind).unwrap_or_else(|| kind.clone());
            kinds.push((kind, name));
        }
        let id = |name: &str| Uuid::parse_str(&asked.get(name)).ok();
        let mut actors = Vec::new();
        if let Some(may_look) = May::<ReadWholeLog>::of(cx) {
            actors = queries::member_names(&may_look).await?;
            if let Some(id) = id("actor").filter(|id| actors.iter().all(|(known, _)| known != id)) {
                let name = recipients::names(cx, cx.read(), &[id]).await?.remove(&id);
                actors.push((id, name.unwrap_or_else(|| who("account", Reader::Staff, lang))));
            }
        }
        let subject = match id("subject") {
            Some(id) => vec![(id, record_name(cx, events, id).await?)],
            None => Vec::new(),
        };
        Ok(Self { roles: staff.session.roles.clone(), kinds, actors, subject })
    }

    fn may(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| *role == Role::Administrator || roles.contains(role))
    }
}

/// What a record is called, as far as the reader's own lines tell of it; else its id.
async fn record_name(cx: &Cx, events: &Events, id: Uuid) -> Result<String, Halt> {
    let filter = readable(cx, AuditFilter { subject: Some(id), ..AuditFilter::default() })?;
    let lines = audit::list(cx, &filter, &PageRequest { size: 1, ..PageRequest::default() }).await?.items;
    let found = events.records(cx, lines.into_iter().map(|line| (line.subject_kind, id))).await?;
    Ok(found.get(&id).map_or_else(|| id.to_string(), |record| record.name.clone()))
}

impl Words for AuditLog {
    type Filter = AuditQuery;
    type Sort = ();
    type Row = AuditRow;

    fn filters(&self, lang: Lang) -> FilterSet<AuditQuery> {
        let t = texts(lang);
        let shown = [(Shown::LOOKS, t.msg_audit_looks()), (Shown::ALL, t.msg_audit_everything())];
        FilterSet::<AuditQuery>::new()
            .closed_search("q", t.msg_audit_search(), may_stand_in_address, |query, text| query.text = text)
            .hint(t.msg_audit_search_hint())
            .choice("show", t.msg_audit_show(), t.msg_audit_changes(), shown, |query, word| {
                query.shown = Shown::of(&word);
            })
            .choice_or("kind", t.msg_audit_kind(), t.msg_all(), self.kinds.clone(), is_word, |query, kind| {
                query.filter.kind = Some(kind);
            })
            .record("actor", t.msg_audit_member(), t.msg_all(), self.actors.clone(), |query, id| {
                query.filter.actor = Some(id);
            })
            .record("subject", t.msg_audit_about(), t.msg_all(), self.subject.clone(), |query, id| {
                query.filter.subject = Some(id);
            })
            .first_day("from", t.msg_audit_from(), |query, from| query.filter.from = Some(from))
            .last_day("until", t.msg_audit_until(), |query, until| query.filter.until = Some(until.plus(1)))
    }

    fn columns(&self, lang: Lang) -> Columns<AuditRow, ()> {
        let t = texts(lang);
        Columns::<AuditRow, ()>::sorted_by("-at")
            .once("oldest", "at")
            .column("at", t.msg_audit_when(), |row, to| Cell::time(&to.format, row.line.at))
            .sorts(())
            .column("actor", t.msg_audit_who(), actor)
            .column("kind", t.msg_audit_what(), |row, _| {
                let mut below = vec![row.line.kind.as_str()];
                below.extend(Some(row.details.as_str()).filter(|details| !details.is_empty()));
                Cell::link(&row.what, address(Self::AT, &[("kind", &row.line.kind)])).sub(below.join(" · "))
            })
            .column("word", t.msg_audit_word(), |row, _| Cell::text(&row.line.kind))
            .extra()
            .column("details", t.msg_audit_details(), |row, _| Cell::text(&row.details))
            .extra()
            .column("subject", t.msg_audit_about(), subject)
            .column("network", t.msg_audit_where(), |row, _| Cell::text(row.line.network.as_deref().unwrap_or("")))
            .actions(only_this)
    }
}

fn actor(row: &AuditRow, to: &RowContext) -> Cell {
    let word = who(&row.line.actor_kind, Reader::Staff, to.lang());
    let Some(id) = row.line.actor_id else { return Cell::text(word) };
    let only = address(AuditLog::AT, &[("actor", &id.to_string())]);
    match &row.actor {
        Some(name) => Cell::link(name, only).sub(word),
        None => Cell::link(word, only),
    }
}

/// The record by its name, with a link where the reader may open its page.
fn subject(row: &AuditRow, _: &RowContext) -> Cell {
    let Some(record) = &row.record else { return Cell::text(&row.record_kind) };
    match &record.page {
        Some((page, _)) if row.may_open => Cell::link(&record.name, page).sub(&row.record_kind),
        _ => Cell::text(&record.name).sub(&row.record_kind),
    }
}

/// The way to everything that happened to the same record.
fn only_this(row: &AuditRow, to: &RowContext) -> Cell {
    let button = row.line.subject_id.map(|id| {
        let about = row.record.as_ref().map_or(&row.record_kind, |record| &record.name);
        let only = address(AuditLog::AT, &[("subject", &id.to_string())]);
        Button::link(texts(to.lang()).msg_audit_only_this(), only).about(about).quiet()
    });
    Cell::actions(button)
}

#[async_trait]
impl List for AuditLog {
    const NAME: &'static str = "audit";
    const AT: &'static str = "/staff/audit";
    const FILE: &'static str = "/staff/audit.csv";
    type Seen = AuditSeen;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_audit_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::History, t.msg_audit_none(), t.msg_audit_none_text())
    }

    fn unmatched(&self, lang: Lang) -> Empty {
        self.empty(lang)
    }

    async fn look(&self, cx: &Cx, AuditQuery { mut filter, shown, text }: AuditQuery) -> Result<AuditSeen, Halt> {
        let events = cx.service::<Events>()?;
        let mut is_cut = false;
        filter.looks = shown.looks(filter.kind.as_deref().and_then(|kind| events.find(kind)));
        if !text.is_empty() {
            let mut named = events.named(cx, &text).await?;
            is_cut = named.len() > MOST_NAMED;
            named.truncate(MOST_NAMED);
            filter.of_any = Some(named);
        }
        if let Some(starts) = filter.kind.as_deref().and_then(|kind| events.starts(kind)) {
            (filter.kind, filter.kinds) = (None, starts.to_vec());
        }
        Ok(AuditSeen { log: see_log(cx, filter).await?, is_cut })
    }

    fn notice(&self, seen: &AuditSeen, lang: Lang) -> Option<Notice> {
        let most = i64::try_from(MOST_NAMED).unwrap_or(i64::MAX);
        seen.is_cut.then(|| Notice::warn(texts(lang).msg_audit_search_cut(most)))
    }

    async fn read(
        &self,
        cx: &Cx,
        seen: &AuditSeen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<AuditRow>, Halt> {
        let filter =
            AuditFilter { oldest_first: sorting.direction == Direction::Ascending, ..seen.log.filter().clone() };
        let found = audit::list(cx, &filter, request).await?;
        self.in_words(cx, found).await
    }
}

impl AuditLog {
    /// Names and records of all lines at once, not line by line.
    async fn in_words(&self, cx: &Cx, found: Paged<Audit>) -> Result<Paged<AuditRow>, Halt> {
        let events = cx.service::<Events>()?;
        let actors: Vec<Uuid> = found.items.iter().filter_map(|line| line.actor_id).collect();
        let subjects = found.items.iter().filter_map(|line| Some((line.subject_kind.clone(), line.subject_id?)));
        let records = events.records(cx, subjects.collect::<Vec<_>>()).await?;
        let names = recipients::names(cx, cx.read(), &actors).await?;
        Ok(found.map(|line| {
            let pairs = line.details.as_deref().map(|details| events.details(cx, details)).unwrap_or_default();
            let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
            let record = line.subject_id.and_then(|id| records.get(&id)).cloned();
            AuditRow {
                actor: line.actor_id.and_then(|id| names.get(&id)).cloned(),
                what: events.event(cx.lang, &line.kind).unwrap_or_else(|| line.kind.clone()),
                details: pairs.join(" · "),
                record_kind: events
                    .record_kind(cx.lang, &line.subject_kind)
                    .unwrap_or_else(|| line.subject_kind.clone()),
                may_open: record.as_ref().and_then(|r| r.page.as_ref()).is_some_and(|(_, roles)| self.may(roles)),
                record,
                line,
            }
        }))
    }
}
