//! The list of requests that a customer sees (SUP-11): a few statements a page, whatever its length.

use super::people;
use crate::model::number::Number;
use crate::model::places::KIND;
use crate::model::status::Status;
use crate::rights::{Narrowed, Viewer};
use crate::tables::{contract, request};
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset_of;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use gatehouse_search::{Mark, Query, Sought, found};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// Hits of a search that are looked at: the latest ones.
const MOST_HITS: u64 = 100;

/// Which statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that wait for the customer.
    Waiting,
    /// Those that go on.
    Active,
    /// The others.
    Inactive,
    /// This one.
    One(Status),
}

impl Wanted {
    fn condition(self) -> Condition {
        use request::Column;
        // One that goes on in another one waits for nobody itself.
        let apart = Column::MergedInto.is_null();
        match self {
            Self::Waiting => Condition::all().add(Column::Status.eq(Status::AwaitingAnswer)).add(apart),
            Self::Active => Condition::all().add(Column::Active.eq(true)).add(apart),
            Self::Inactive => Condition::any().add(Column::Active.eq(false)).add(Column::MergedInto.is_not_null()),
            Self::One(status) => Condition::all().add(Column::Status.eq(status)),
        }
    }

    /// What stands in indexes before the time of the latest change. Most are inactive: they are found by that time alone.
    fn way(self) -> Option<Expr> {
        use request::Column;
        match self {
            Self::Waiting => Some(Column::Status.eq(Status::AwaitingAnswer)),
            Self::Active => Some(Column::Active.eq(true)),
            Self::Inactive => None,
            Self::One(status) => Some(Column::Status.eq(status)),
        }
    }
}

/// Which requests.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// A number, or words; a number goes before everything else.
    pub text: String,
    /// Only those that the reader asked.
    pub own: bool,
    /// Only with these statuses.
    pub wanted: Option<Wanted>,
}

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// When something happened last.
    Updated,
    /// When it was opened. Ids grow with time.
    Opened,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The request.
    pub row: request::Model,
    /// Its subject; empty once erased.
    pub subject: String,
    /// Who asked; empty: a former user.
    pub author: String,
    /// The product; empty: none.
    pub product: String,
    /// The contract's name; `None`: standard support.
    pub contract: Option<String>,
}

/// One page of them.
pub async fn page(
    cx: &Cx,
    viewer: &Viewer<'_>,
    filter: &ListFilter,
    (by, direction): (SortBy, Direction),
    request: &PageRequest,
) -> Result<Paged<Listed>, Fault> {
    use request::Column;
    let text = filter.text.trim();
    let wanted = match Number::parse(text) {
        // A number finds its request whatever else is chosen; without it the filters are back.
        Some(number) => vec![viewer.requests(cx.now()).filter(Column::Number.eq(number.to_string()))],
        None => {
            let status = filter.wanted.map(Wanted::condition);
            let way = filter.wanted.filter(|_| by == SortBy::Updated).and_then(Wanted::way);
            let narrowed = Narrowed { own: filter.own, status, way };
            match text {
                "" => viewer.listed(cx.now(), narrowed),
                words => vec![viewer.among(cx.now(), hits(cx, viewer, words).await?, narrowed)],
            }
        }
    };
    let found = match by {
        SortBy::Updated => {
            let place = |row: &request::Model| (SortKey::Int(row.updated_at.0), row.id);
            keyset_of(cx.read(), wanted, (Column::UpdatedAt, Column::Id), direction, request, place).await?
        }
        SortBy::Opened => {
            let place = |row: &request::Model| (SortKey::Int(row.opened_at.0), row.id);
            keyset_of(cx.read(), wanted, (Column::OpenedAt, Column::Id), direction, request, place).await?
        }
    };
    let items = rows(cx, found.items).await?;
    Ok(Paged { items, previous: found.previous, next: found.next })
}

/// How many hits are looked at where there are more of these words: the page says so. `None`: there are no more, or a number is looked for.
pub async fn cut_at(cx: &Cx, viewer: &Viewer<'_>, text: &str) -> Result<Option<u64>, Fault> {
    let text = text.trim();
    if text.is_empty() || Number::parse(text).is_some() {
        return Ok(None);
    }
    Ok(latest(cx, viewer, text).await?.1.then_some(MOST_HITS))
}

/// The requests that have these words, the latest of them.
async fn hits(cx: &Cx, viewer: &Viewer<'_>, text: &str) -> Result<Vec<Uuid>, Fault> {
    Ok(latest(cx, viewer, text).await?.0)
}

/// The same, and whether there are more.
async fn latest(cx: &Cx, viewer: &Viewer<'_>, text: &str) -> Result<(Vec<Uuid>, bool), Fault> {
    let query = Query::parse(text);
    let mut readers = vec![Mark::account(viewer.account())];
    readers.extend(viewer.company().filter(|_| viewer.sees_others()).map(Mark::company));
    let sought = Sought { kind: KIND, readers: &readers, all_of: &[], query: &query };
    let request = PageRequest { size: MOST_HITS, ..PageRequest::default() };
    let page = found(cx, cx.read(), &sought, &request).await?.page;
    Ok((page.items.into_iter().map(|hit| hit.about_id).collect(), page.next.is_some()))
}

/// What the list says of these requests, in their order; the caller has the proof that they are seen.
pub async fn rows(cx: &Cx, found: Vec<request::Model>) -> Result<Vec<Listed>, Fault> {
    let mut subjects = super::conversation::subjects(cx, &found).await?;
    let of_members: Vec<Uuid> = found.iter().filter_map(|row| row.member_id).collect();
    let accounts: Vec<Uuid> =
        found.iter().filter(|row| row.member_id.is_none()).filter_map(|row| row.account_id).collect();
    let names = people::names(cx, cx.read(), &accounts, &of_members).await?;
    let products = product_names(cx, found.iter().filter_map(|row| row.product_id)).await?;
    let contracts = contract_names(cx, found.iter().filter_map(|row| row.contract_id)).await?;
    let listed = |row: request::Model| Listed {
        subject: subjects.remove(&row.id).unwrap_or_default(),
        author: row.member_id.or(row.account_id).and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        product: row.product_id.and_then(|id| products.get(&id).cloned()).unwrap_or_default(),
        contract: row.contract_id.and_then(|id| contracts.get(&id).cloned()),
        row,
    };
    Ok(found.into_iter().map(listed).collect())
}

async fn product_names(cx: &Cx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    let ids: Vec<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = product::Entity::find().filter(product::Column::Id.is_in(ids)).all(cx.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

async fn contract_names(cx: &Cx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    let ids: Vec<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = contract::Entity::find().filter(contract::Column::Id.is_in(ids)).all(cx.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
