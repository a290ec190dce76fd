//! Where an account is signed in (ACC-10): `/account/sessions`.

use crate::queries::sessions::{SessionColumn, SessionFilter, sessions};
use crate::tables::session::Model;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::agent::device_label;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::paging::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::session::CustomerSession;
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list of an account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sessions {
    account: Uuid,
    /// The session that looks.
    this: Uuid,
}

/// A session of it.
pub(crate) struct SessionRow {
    row: Model,
    is_this: bool,
}

impl Sessions {
    /// As this session sees it.
    pub(crate) const fn of(session: &CustomerSession) -> Self {
        Self { account: session.account, this: session.id }
    }
}

impl SessionRow {
    fn device(&self, lang: Lang) -> String {
        self.row.agent.as_deref().and_then(device_label).unwrap_or_else(|| texts(lang).msg_device_unknown())
    }
}

impl Words for Sessions {
    type Filter = SessionFilter;
    type Sort = SessionColumn;
    type Row = SessionRow;

    fn filters(&self, lang: Lang) -> FilterSet<SessionFilter> {
        let t = texts(lang);
        FilterSet::<SessionFilter>::new()
            .search("q", t.msg_sessions_search(), |filter, text| filter.text = text)
            .first_day("from", t.msg_sessions_from(), |filter, from| filter.from = Some(from))
    }

    fn columns(&self, lang: Lang) -> Columns<SessionRow, SessionColumn> {
        let t = texts(lang);
        Columns::<SessionRow, SessionColumn>::sorted_by("-seen")
            .column("device", t.msg_sessions_device(), |row, to| {
                let cell = Cell::text(row.device(to.lang()));
                match &row.row.network {
                    Some(network) => cell.sub(network),
                    None => cell,
                }
            })
            .column("network", t.msg_sessions_network(), |row, _| {
                Cell::text(row.row.network.clone().unwrap_or_default())
            })
            .extra()
            .column("since", t.msg_sessions_since(), |row, to| Cell::time(&to.format, row.row.created_at))
            .sorts(SessionColumn::Since)
            .column("seen", t.msg_sessions_seen(), |row, to| Cell::time(&to.format, row.row.seen_at))
            .sorts(SessionColumn::Seen)
            .actions(|row, to| {
                let t = texts(to.lang());
                if row.is_this {
                    return Cell::badge(&Badge::new(Tone::Good, t.msg_sessions_this()));
                }
                let end = Button::post(t.msg_sessions_end(), "/account/sessions/end");
                Cell::actions([end.with("session", row.row.id.to_string()).about(row.device(to.lang()))])
            })
    }
}

#[async_trait]
impl List for Sessions {
    const NAME: &'static str = "sessions";
    const AT: &'static str = "/account/sessions";
    const FILE: &'static str = "/account/sessions.csv";
    const ROWS: u64 = 100;
    type Seen = SessionFilter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_sessions_title()
    }

    /// Never seen: the session that looks is in the list.
    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Device, t.msg_sessions_title(), t.msg_sessions_lede())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
    }

    async fn look(&self, _: &Cx, filter: SessionFilter) -> Result<SessionFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &SessionFilter,
        sorting: Sorting<SessionColumn>,
        request: &PageRequest,
    ) -> Result<Paged<SessionRow>, Halt> {
        let found = sessions(cx, self.account, filter, sorting, request).await?;
        Ok(found.map(|row| SessionRow { is_this: row.id == self.this, row }))
    }
}
