//! Orders and their batches.

use super::{AfterChange, Sorting, notes, purchases, recipients, sellers};
use crate::events;
use crate::model::licensee;
use crate::model::order::Source;
use crate::rights::{OrdersRead, OrdersWrite};
use crate::tables::{issue_batch, purchase, seller};
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, May, subject};
use gatehouse_core::{Fault, Moment, Personal, Uuid, async_trait};
use gatehouse_db::paging::{by_id, keyset};
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder};

/// What orders can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderColumn {
    /// When it was recorded.
    Created,
    /// Its number.
    Number,
}

/// Which orders.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// The number starts with this.
    pub number: String,
    /// Sold by.
    pub source: Option<Source>,
    /// The partner's name is this.
    pub partner: String,
    /// Recorded at or after.
    pub from: Option<Moment>,
    /// Recorded at or before.
    pub until: Option<Moment>,
    /// Bought by this account.
    pub buyer: Option<Uuid>,
    /// The list names the buyers.
    pub with_people: bool,
}

impl Look for OrderFilter {
    type Right = OrdersRead;

    /// A list that names people has its line; one of numbers tells of nobody.
    fn lines(&self) -> Vec<AuditEntry> {
        match self.buyer {
            Some(account) => vec![events::ORDERS_LISTED.about_other("account", account).of_account(account)],
            None => self.with_people.then(|| events::ORDERS_LISTED.entry()).into_iter().collect(),
        }
    }

    /// The list that names people; what one of them bought has its line each time.
    fn leafed(&self) -> Option<String> {
        (self.with_people && self.buyer.is_none()).then(|| format!("{self:?}"))
    }
}

/// Orders, by date or number.
pub async fn orders(
    cx: &May<OrdersRead>,
    filter: &OrderFilter,
    sorting: Sorting<OrderColumn>,
    request: &PageRequest,
) -> Result<Paged<purchase::Model>, Fault> {
    use purchase::{Column, Entity};
    let mut condition = Condition::all();
    let number = filter.number.trim();
    if !number.is_empty() {
        condition = condition.add(Column::Number.starts_with(number));
    }
    if let Some(source) = filter.source {
        condition = condition.add(Column::Source.eq(source));
    }
    if !filter.partner.trim().is_empty() {
        condition = condition.add(Column::Partner.eq(filter.partner.trim()));
    }
    if let Some(from) = filter.from {
        condition = condition.add(Column::CreatedAt.gte(from));
    }
    if let Some(until) = filter.until {
        condition = condition.add(Column::CreatedAt.lte(until));
    }
    if let Some(account) = filter.buyer {
        condition = condition.add(Column::BuyerAccount.eq(account));
    }
    let select = Entity::find().filter(condition);
    let (column, key): (Column, fn(&purchase::Model) -> SortKey) = match sorting.column {
        OrderColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
        OrderColumn::Number => (Column::Number, |row| SortKey::Text(row.number.clone())),
    };
    let place = |row: &purchase::Model| (key(row), row.id);
    keyset(cx.read(), select, (column, Column::Id), sorting.direction, request, place).await
}

/// The order with this number, as it was typed or in capitals.
pub async fn by_number(cx: &May<OrdersRead>, typed: &str) -> Result<Option<purchase::Model>, Fault> {
    stored_by_number(cx, typed).await
}

/// The same, where no more of it is told than which one it is.
pub(crate) async fn stored_by_number(cx: &Cx, typed: &str) -> Result<Option<purchase::Model>, Fault> {
    Ok(spelled(cx.read(), typed).await?.into_iter().next())
}

/// The orders with this number, the one as it was typed before the one in capitals.
pub(crate) async fn spelled<C: ConnectionTrait>(conn: &C, typed: &str) -> Result<Vec<purchase::Model>, Fault> {
    use purchase::{Column, Entity};
    if typed.is_empty() || typed.contains('\0') {
        return Ok(Vec::new());
    }
    let spelled = [typed.to_owned(), typed.to_uppercase()];
    let mut found = Entity::find().filter(Column::Number.is_in(spelled)).all(conn).await?;
    found.sort_by_key(|order| order.number != typed);
    Ok(found)
}

/// An order with its note.
pub struct NotedOrder {
    /// The order.
    pub order: purchase::Model,
    /// For staff only; empty when there is none.
    pub note: Personal<String>,
}

/// The same orders with their notes, for a list that tells them.
pub async fn noted_orders(
    cx: &May<OrdersRead>,
    filter: &OrderFilter,
    sorting: Sorting<OrderColumn>,
    request: &PageRequest,
) -> Result<Paged<NotedOrder>, Fault> {
    let page = orders(cx, filter, sorting, request).await?;
    let mut notes = notes::of_orders(cx, &page.items).await?;
    Ok(page.map(|order| NotedOrder { note: notes.remove(&order.id).unwrap_or_default(), order }))
}

/// An order with its batches and the buyer's address.
#[derive(Clone)]
pub struct OrderView {
    /// The order.
    pub order: purchase::Model,
    /// Newest first.
    pub batches: Vec<issue_batch::Model>,
    /// The address to which mails go, where one is known.
    pub buyer_email: Option<String>,
    /// The seller that it names.
    pub seller: Option<seller::Model>,
    /// For staff only; empty when there is none.
    pub note: Personal<String>,
    /// Where its invoice is.
    pub invoice: Option<String>,
    /// The company that it was sold to, where the seller told it.
    pub licensee: Option<Personal<String>>,
}

impl Look for OrderView {
    type Right = OrdersRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![events::ORDER_VIEWED.about(self.order.id)]
    }
}

#[async_trait]
impl LookUp for OrderView {
    async fn look_up(cx: &Cx, id: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        match stored(cx, id).await? {
            Some(order) => Ok(Some(view(cx, order).await?)),
            None => Ok(None),
        }
    }
}

/// One order after it was recorded, for who may record orders; `None` when there is none.
pub async fn after_change(
    cx: &May<OrdersWrite>,
    id: Uuid,
) -> Result<Option<AfterChange<OrderView, purchase::Model>>, Fault> {
    let Some(order) = stored(cx, id).await? else { return Ok(None) };
    Ok(Some(match May::of(cx) {
        Some(may_look) => AfterChange::Whole(view(cx, order).await?, may_look),
        None => AfterChange::Brief(order),
    }))
}

async fn stored(cx: &Cx, id: Uuid) -> Result<Option<purchase::Model>, Fault> {
    Ok(purchase::Entity::find_by_id(id).one(cx.read()).await?)
}

async fn view(cx: &Cx, order: purchase::Model) -> Result<OrderView, Fault> {
    let batches = stored_batches(cx, order.id).await?;
    let buyer_email = recipients::buyer(cx, cx.read(), &order).await?.map(|buyer| buyer.email);
    let note = notes::of_orders(cx, std::slice::from_ref(&order)).await?.remove(&order.id).unwrap_or_default();
    let seller = sellers::stored_of(cx, &order).await?;
    let invoice = purchases::invoices(cx, std::slice::from_ref(&order)).await?.remove(&order.id);
    let key = subject::keys(cx, cx.read(), &[order.id]).await?.remove(&order.id);
    let licensee = match &key {
        Some(key) => licensee::of_order(key, &order)?.map(Personal),
        None => None,
    };
    Ok(OrderView { order, batches, buyer_email, seller, note, invoice, licensee })
}

async fn stored_batches(cx: &Cx, order: Uuid) -> Result<Vec<issue_batch::Model>, Fault> {
    use issue_batch::{Column, Entity};
    Ok(Entity::find().filter(Column::PurchaseId.eq(order)).order_by_desc(Column::Id).all(cx.read()).await?)
}

/// The batches of an order, newest first; `None` when there is no such order.
pub async fn batches(
    cx: &May<OrdersRead>,
    order: Uuid,
    request: &PageRequest,
) -> Result<Option<Paged<issue_batch::Model>>, Fault> {
    use issue_batch::{Column, Entity};
    if stored(cx, order).await?.is_none() {
        return Ok(None);
    }
    let of_order = Entity::find().filter(Column::PurchaseId.eq(order));
    let newest = Direction::Descending;
    Ok(Some(by_id(cx.read(), vec![of_order], Column::Id, newest, request, |row: &issue_batch::Model| row.id).await?))
}

/// One batch; `None` when there is none.
pub async fn batch(cx: &May<OrdersRead>, id: Uuid) -> Result<Option<issue_batch::Model>, Fault> {
    Ok(issue_batch::Entity::find_by_id(id).one(cx.read()).await?)
}

/// One batch after it was asked for, for who may issue; `None` when there is none. It says what was asked, and how much of
/// it is made: so a key that may not read orders is told it too.
pub async fn issued_batch(cx: &May<OrdersWrite>, id: Uuid) -> Result<Option<issue_batch::Model>, Fault> {
    Ok(issue_batch::Entity::find_by_id(id).one(cx.read()).await?)
}
