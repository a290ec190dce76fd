//! Chats as staff see them: whoever looks at one has a line in the log.

use super::chats::{goes_on, is_in};
use super::said::{self, Customer, Said};
use crate::events::VIEWED;
use crate::model::limits::SHOWN;
use crate::model::state::State;
use crate::rights::ChatsRead;
use crate::tables::chat::{Column, Entity, Model};
use gatehouse_catalog::queries::products::product_names;
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, May, Seen};
use gatehouse_core::{Fault, Lang, Moment, Uuid, async_trait};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting, aside};
use gatehouse_licenses::tables::license;
use gatehouse_web::navigation::MOST;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Statement};
use std::collections::HashMap;

/// A chat that a member of the staff looks at.
#[derive(Clone, Debug)]
pub struct Looked(Model);

impl Looked {
    /// It.
    #[must_use]
    pub const fn row(&self) -> &Model {
        &self.0
    }
}

impl Look for Looked {
    type Right = ChatsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![VIEWED.about(self.0.id)]
    }

    /// Its page is loaded anew again and again while somebody works with it.
    fn leafed(&self) -> Option<String> {
        Some(self.0.id.to_string())
    }
}

#[async_trait]
impl LookUp for Looked {
    async fn look_up(cx: &Cx, id: Uuid, _looking: &Looking) -> Result<Option<Self>, Fault> {
        Ok(Entity::find_by_id(id).filter(Column::EraseAt.gt(cx.now())).one(cx.read()).await?.map(Self))
    }
}

/// What was said; `earlier_than`: of an earlier page.
pub async fn messages(cx: &Cx, seen: &Seen<Looked>, earlier_than: Option<i64>) -> Result<Vec<Said>, Fault> {
    said::before(cx, seen.row(), earlier_than.unwrap_or(i64::MAX), SHOWN).await
}

/// Who the customer is.
pub async fn customer(cx: &Cx, seen: &Seen<Looked>) -> Result<Customer, Fault> {
    let row = seen.row();
    Ok(said::customers(cx, cx.read(), std::slice::from_ref(row)).await?.remove(&row.id).unwrap_or_default())
}

/// The row alone, for what shows nothing of it.
pub(crate) async fn heard(cx: &May<ChatsRead>, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).filter(Column::EraseAt.gt(cx.now())).one(cx.read()).await?)
}

/// Whether it is there still, for a page that goes on to hear it.
pub(crate) async fn is_there(cx: &Cx, id: Uuid) -> Result<bool, Fault> {
    let found = Entity::find_by_id(id).filter(Column::EraseAt.gt(cx.now())).select_only().column(Column::Id);
    Ok(found.into_tuple::<Uuid>().one(cx.read()).await?.is_some())
}

/// Rows of the desk.
const ROWS: u64 = 100;

/// What the desk shows: those in the line, and those that somebody has.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The longest waiting first.
    pub waiting: Vec<Model>,
    /// The reader's own.
    pub own: Vec<Model>,
    /// Those of colleagues.
    pub others: Vec<Model>,
}

/// The desk of a member of the staff. It shows no name.
pub async fn desk(cx: &May<ChatsRead>) -> Result<Desk, Fault> {
    let waiting = Entity::find().filter(is_in(State::Waiting)).order_by_asc(Column::WaitingSince);
    let waiting = waiting.order_by_asc(Column::Id).limit(ROWS).all(cx.read()).await?;
    let open = Entity::find().filter(is_in(State::Open)).order_by_asc(Column::SaidAt);
    let open = open.limit(2 * ROWS).all(cx.read()).await?;
    let me = cx.actor.id();
    let (own, others) = open.into_iter().partition(|row| row.staff_id == me);
    Ok(Desk { waiting, own, others })
}

/// What the products of the licenses are called that these chats are about, by the license. It is what their customers say: nobody has proven it.
pub async fn products(cx: &May<ChatsRead>, rows: &[Model]) -> Result<HashMap<Uuid, String>, Fault> {
    use license::Column;
    let licenses: Vec<Uuid> = rows.iter().filter_map(|row| row.license_id).collect();
    if licenses.is_empty() {
        return Ok(HashMap::new());
    }
    let found = license::Entity::find().select_only().columns([Column::Id, Column::ProductId]);
    let found: Vec<(Uuid, Uuid)> = found.filter(Column::Id.is_in(licenses)).into_tuple().all(cx.read()).await?;
    let names = product_names(cx, found.iter().map(|(_, product)| *product)).await?;
    let named = |(license, product): (Uuid, Uuid)| Some((license, names.get(&product)?.1.clone()));
    Ok(found.into_iter().filter_map(named).collect())
}

/// The chats that the member of the staff who looks has, the one that waits longest for a word first.
pub(crate) async fn own_open(cx: &May<ChatsRead>) -> Result<Vec<Model>, Fault> {
    let own = Entity::find().filter(is_in(State::Open)).filter(Column::StaffId.eq(cx.actor.id()));
    Ok(own.order_by_asc(Column::SaidAt).limit(ROWS).all(cx.read()).await?)
}

/// How many chats wait for somebody of the staff; none is counted beyond [`MOST`].
pub(crate) async fn waiting(cx: &May<ChatsRead>) -> Result<i64, Fault> {
    let found = Entity::find().select_only().column(Column::Id).filter(is_in(State::Waiting));
    let found = found.limit(u64::try_from(MOST).unwrap_or(100)).into_tuple::<Uuid>().all(cx.read()).await?;
    Ok(i64::try_from(found.len()).unwrap_or(MOST))
}

/// How many chats ask something of the member of the staff who looks: those in the line, and their own in which it is their turn; none is counted beyond
/// [`MOST`]. With every page of the console, so in one statement, whose words are those of the indexes.
pub(crate) async fn asks(cx: &May<ChatsRead>) -> Result<i64, Fault> {
    let text = "select count(*) as asks from (\
                select id from chat where state = 'waiting' \
                union all \
                select id from chat where state = 'open' and staff_id = $1 and turn = 'staff' \
                limit 100) as due";
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [cx.actor.id().into()]);
    match cx.read().query_one_raw(statement).await? {
        Some(row) => Ok(row.try_get::<i64>("", "asks")?.min(MOST)),
        None => Ok(0),
    }
}

/// Which of all chats.
#[derive(Clone, Debug, Default)]
pub struct ChatFilter {
    /// In this state.
    pub state: Option<State>,
    /// Nobody took it.
    pub untaken: bool,
    /// In this language.
    pub lang: Option<Lang>,
    /// Begun since then.
    pub from: Option<Moment>,
    /// Begun until then.
    pub until: Option<Moment>,
}

/// By what they are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatColumn {
    /// When they began.
    Started,
}

/// One page of all chats.
pub async fn chats(
    cx: &May<ChatsRead>,
    filter: &ChatFilter,
    sorting: Sorting<ChatColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut select = Entity::find().filter(Column::EraseAt.gt(cx.now()));
    if let Some(state) = filter.state {
        let asked = aside(Column::State.eq(state));
        // Nearly all are over, and the others are few.
        select = if state == State::Ended { select.filter(asked) } else { select.filter(goes_on()).filter(asked) };
    }
    if filter.untaken {
        select = select.filter(is_in(State::Ended)).filter(Column::TakenAt.is_null());
    }
    if let Some(lang) = filter.lang {
        select = select.filter(Column::Lang.eq(lang.tag()));
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::StartedAt.gte(from));
    }
    if let Some(until) = filter.until {
        select = select.filter(Column::StartedAt.lte(until));
    }
    let columns = (Column::StartedAt, Column::Id);
    keyset(cx.read(), select, columns, sorting.direction, request, |row: &Model| {
        (SortKey::Int(row.started_at.0), row.id)
    })
    .await
}
