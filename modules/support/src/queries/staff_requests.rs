//! Requests in the lists of the staff (SUP-17): by queue, whose they are, product, level, language, and by the words of their texts.

use super::staff::kept;
use crate::events::{LISTED, SEARCHED};
use crate::model::category::{Category, Level};
use crate::model::number::Number;
use crate::model::status::{Status, StatusFilter};
use crate::rights::RequestsRead;
use crate::tables::request::{Column, Entity, Model};
use crate::tables::request_watcher;
use gatehouse_context::{AuditEntry, Cx, Look, May, Seen};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset_of;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting, aside};
use gatehouse_search::{Mark, Query, Sought, found};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{Condition, QuerySelect as _, QueryTrait as _};
use std::collections::HashMap;

/// The most requests that words are looked for in, the latest: the other filters choose among them.
const WORDS_FIND: u64 = 1_000;

/// What requests are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestColumn {
    /// Critical ones, then by level, then in the order of arrival.
    Place,
    /// When something last happened.
    Updated,
    /// When it was asked.
    Opened,
    /// When the next answer is due; those without a clock are left out.
    Due,
}

/// Whose requests of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of the reader.
    Mine,
    /// Those that nobody has.
    Nobodys,
    /// Those that the reader follows.
    Watched,
}

impl Whose {
    /// Each with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("mine", Self::Mine), ("nobody", Self::Nobodys), ("watched", Self::Watched)];

    /// The one with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, whose)| whose)
    }
}

/// Which requests.
#[derive(Clone, Debug, Default)]
pub struct RequestFilter {
    /// A number, or words of the texts.
    pub text: String,
    /// With this status; `None`: the active ones.
    pub status: Option<StatusFilter>,
    /// In this queue.
    pub queue: Option<Uuid>,
    /// Of these members of the staff.
    pub whose: Option<Whose>,
    /// About this product.
    pub product: Option<Uuid>,
    /// At this level.
    pub level: Option<Level>,
    /// Of this category.
    pub category: Option<Category>,
    /// In this language.
    pub lang: Option<String>,
    /// Of authors in this country.
    pub country: Option<String>,
    /// Of this account.
    pub account: Option<Uuid>,
    /// Of this company.
    pub company: Option<Uuid>,
    /// By this contract.
    pub contract: Option<Uuid>,
    /// With this license.
    pub license: Option<Uuid>,
    /// Their answer is overdue.
    pub late: bool,
}

impl Look for RequestFilter {
    type Right = RequestsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![if self.text.trim().is_empty() { LISTED.entry() } else { SEARCHED.entry() }]
    }

    fn leafed(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

/// A page of requests.
pub async fn requests(
    cx: &Cx,
    filter: &Seen<RequestFilter>,
    sorting: Sorting<RequestColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        RequestColumn::Place => (Column::Urgency, |row| SortKey::Int(row.urgency)),
        RequestColumn::Updated => (Column::UpdatedAt, |row| SortKey::Int(row.updated_at.0)),
        RequestColumn::Opened => (Column::OpenedAt, |row| SortKey::Int(row.opened_at.0)),
        RequestColumn::Due => (Column::DueAt, |row| SortKey::Int(row.due_at.map_or(0, |at| at.0))),
    };
    let selects = selects(cx, filter, sorting.column).await?;
    let place = |row: &Model| (key(row), row.id);
    keyset_of(cx.read(), selects, (column, Column::Id), sorting.direction, request, place).await
}

/// The parts of such a list, each found by an index, none with a row of another one.
pub async fn selects(cx: &Cx, filter: &Seen<RequestFilter>, by: RequestColumn) -> Result<Vec<Select<Entity>>, Fault> {
    let rest = Condition::all().add(kept(cx.now())).add(condition(cx, filter));
    let ways = match searched(&filter.text) {
        None => ways(cx, filter, by),
        Some(text) => one(match Number::parse(text) {
            Some(number) => Column::Number.eq(number.to_string()),
            None => Column::Id.is_in(with_words(cx, text).await?),
        }),
    };
    let timed = (by == RequestColumn::Due).then(|| aside(Column::DueAt.is_not_null()));
    let select = |way: Condition| Entity::find().filter(way.add(aside(rest.clone())).add_option(timed.clone()));
    Ok(ways.into_iter().map(select).collect())
}

fn one(way: Expr) -> Vec<Condition> {
    vec![Condition::all().add(way)]
}

/// By which indexes the rows are found, in their order where one has it: the parts of the list, none with a row of another one. Everything else is
/// asked of these rows alone.
fn ways(cx: &Cx, filter: &RequestFilter, by: RequestColumn) -> Vec<Condition> {
    // A few, whatever they are sorted by.
    if let Some(id) = filter.license {
        return one(Column::LicenseId.eq(id));
    }
    if let Some(id) = filter.contract {
        return one(Column::ContractId.eq(id));
    }
    if filter.whose == Some(Whose::Watched) {
        return one(Column::Id.in_subquery(watched(me(cx))));
    }
    if filter.late {
        return one(Column::DueAt.lt(cx.now()));
    }
    if by == RequestColumn::Due {
        return one(Column::DueAt.gt(0_i64));
    }
    let actives: &[bool] = match filter.status {
        // One that goes on in another one may be of either kind.
        Some(StatusFilter::All | StatusFilter::Inactive) => &[true, false],
        Some(StatusFilter::Is(status)) if !status.is_active() => &[false],
        _ => &[true],
    };
    let in_parts = |of: Option<Expr>| -> Vec<Condition> {
        let part = |active: &bool| Condition::all().add_option(of.clone()).add(Column::Active.eq(*active));
        actives.iter().map(part).collect()
    };
    let by_opening = by == RequestColumn::Opened;
    let theirs = (filter.account.map(|id| Column::AccountId.eq(id)))
        .or_else(|| filter.company.map(|id| Column::CompanyId.eq(id)))
        .or_else(|| (filter.whose == Some(Whose::Mine)).then(|| Column::AssigneeId.eq(me(cx))));
    if let Some(theirs) = theirs {
        // There is no index of theirs by the time of asking: all of theirs are few beside all.
        return if by_opening { one(theirs) } else { in_parts(Some(theirs)) };
    }
    let of = if by_opening {
        None
    } else if filter.queue.is_some() {
        filter.queue.map(|id| Column::QueueId.eq(id))
    } else if filter.whose == Some(Whose::Nobodys) {
        Some(Column::AssigneeId.is_null())
    } else if by == RequestColumn::Updated {
        (filter.product.map(|id| Column::ProductId.eq(id)))
            .or_else(|| filter.level.map(|level| Column::Level.eq(level)))
    } else {
        None
    };
    match (of, filter.status) {
        (None, Some(StatusFilter::Is(status))) => one(Column::Status.eq(status)),
        (None, Some(StatusFilter::AwaitingMe)) => one(Column::Status.eq(Status::Processing)),
        (of, _) => in_parts(of),
    }
}

fn me(cx: &Cx) -> Uuid {
    cx.actor.id().unwrap_or_default()
}

/// The requests that somebody follows.
fn watched(staff: Uuid) -> SelectStatement {
    request_watcher::Entity::find()
        .select_only()
        .column(request_watcher::Column::RequestId)
        .filter(request_watcher::Column::StaffId.eq(staff))
        .into_query()
}

fn searched(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// How many hits are looked at where more requests have the words that are looked for: the page says so. `None`: there are no more, or a number is looked
/// for.
pub async fn cut_at(cx: &May<RequestsRead>, text: &str) -> Result<Option<u64>, Fault> {
    match searched(text).filter(|text| Number::parse(text).is_none()) {
        Some(text) => Ok(latest(cx, text).await?.1.then_some(WORDS_FIND)),
        None => Ok(None),
    }
}

/// The latest requests whose texts have these words.
async fn with_words(cx: &Cx, text: &str) -> Result<Vec<Uuid>, Fault> {
    Ok(latest(cx, text).await?.0)
}

/// The same, and whether there are more.
async fn latest(cx: &Cx, text: &str) -> Result<(Vec<Uuid>, bool), Fault> {
    let query = Query::parse(text);
    let sought = Sought { kind: "support.request", readers: &[Mark::staff()], all_of: &[], query: &query };
    let request = PageRequest { size: WORDS_FIND, is_piece: true, ..PageRequest::default() };
    let page = found(cx, cx.read(), &sought, &request).await?.page;
    let mut ids: Vec<Uuid> = page.items.into_iter().map(|hit| hit.about_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok((ids, page.next.is_some()))
}

fn condition(cx: &Cx, filter: &RequestFilter) -> Condition {
    // Whoever looks for one finds it whatever became of it.
    let is_searched = searched(&filter.text).is_some();
    let all = Condition::all();
    let all = match filter.status {
        None if is_searched => all,
        None => all.add(Column::Active.eq(true)).add(Column::MergedInto.is_null()),
        Some(StatusFilter::All) => all,
        Some(StatusFilter::Active) => all.add(Column::Active.eq(true)).add(Column::MergedInto.is_null()),
        Some(StatusFilter::Inactive) => {
            all.add(Condition::any().add(Column::Active.eq(false)).add(Column::MergedInto.is_not_null()))
        }
        Some(StatusFilter::AwaitingMe) => {
            all.add(Column::Status.eq(Status::Processing)).add(Column::MergedInto.is_null())
        }
        Some(StatusFilter::Is(status)) => all.add(Column::Status.eq(status)),
    };
    let late = || Column::DueAt.lt(cx.now());
    all.add_option(filter.queue.map(|id| Column::QueueId.eq(id)))
        .add_option(filter.whose.map(|whose| match whose {
            Whose::Mine => Column::AssigneeId.eq(me(cx)),
            Whose::Nobodys => Column::AssigneeId.is_null(),
            Whose::Watched => Column::Id.in_subquery(watched(me(cx))),
        }))
        .add_option(filter.product.map(|id| Column::ProductId.eq(id)))
        .add_option(filter.level.map(|level| Column::Level.eq(level)))
        .add_option(filter.category.map(|category| Column::Category.eq(category)))
        .add_option(filter.lang.as_deref().map(|lang| Column::Lang.eq(lang)))
        .add_option(filter.country.as_deref().map(|country| Column::Country.eq(country)))
        .add_option(filter.account.map(|id| Column::AccountId.eq(id)))
        .add_option(filter.company.map(|id| Column::CompanyId.eq(id)))
        .add_option(filter.contract.map(|id| Column::ContractId.eq(id)))
        .add_option(filter.license.map(|id| Column::LicenseId.eq(id)))
        .add_option(filter.late.then(late))
}

/// Several requests by their ids, for what is done with all of them.
pub async fn ticked(cx: &May<RequestsRead>, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>, Fault> {
    let rows = Entity::find().filter(kept(cx.now())).filter(Column::Id.is_in(ids.iter().copied())).all(cx.read());
    Ok(rows.await?.into_iter().map(|row| (row.id, row)).collect())
}

/// The one with this number.
pub async fn by_number(cx: &May<RequestsRead>, number: &Number) -> Result<Option<Model>, Fault> {
    let one = Entity::find().filter(kept(cx.now())).filter(Column::Number.eq(number.to_string()));
    Ok(one.one(cx.read()).await?)
}

/// What waits, in numbers; none is counted beyond [`COUNTED`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers {
    /// Support's turn.
    pub waiting: u64,
    /// Of these, those that nobody has.
    pub nobodys: u64,
    /// Those of the reader.
    pub mine: u64,
    /// Their answer is overdue.
    pub late: u64,
    /// Critical incidents that are processed.
    pub critical: u64,
}

/// How many are counted at the most.
pub const COUNTED: u64 = 100;

/// Those whose turn is support's, for the navigation: read with every page, so it is one statement.
pub async fn waiting(cx: &May<RequestsRead>) -> Result<u64, Fault> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Active.eq(true))
        .filter(Column::Status.eq(Status::Processing))
        .filter(Column::MergedInto.is_null())
        .limit(COUNTED)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(u64::try_from(ids.len())?)
}

/// Reads them.
pub async fn numbers(cx: &May<RequestsRead>) -> Result<Numbers, Fault> {
    let waiting = || {
        Entity::find()
            .filter(Column::Active.eq(true))
            .filter(Column::Status.eq(Status::Processing))
            .filter(Column::MergedInto.is_null())
    };
    let count = async |select: sea_orm::Select<Entity>| -> Result<u64, Fault> {
        let ids: Vec<Uuid> = select.select_only().column(Column::Id).limit(COUNTED).into_tuple().all(cx.read()).await?;
        Ok(u64::try_from(ids.len())?)
    };
    let now: Moment = cx.now();
    Ok(Numbers {
        waiting: count(waiting()).await?,
        nobodys: count(waiting().filter(Column::AssigneeId.is_null())).await?,
        mine: count(waiting().filter(Column::AssigneeId.eq(me(cx)))).await?,
        late: count(Entity::find().filter(Column::DueAt.lt(now)).filter(aside(Column::Active.eq(true)))).await?,
        // Critical ones stand first.
        critical: count(waiting().filter(Column::Urgency.eq(0_i64)).filter(aside(Column::Critical.is_not_null())))
            .await?,
    })
}
