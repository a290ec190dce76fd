//! What people said of support (SUP-15), for its leads. Whoever lists it has a line in the log: comments are people's own words.

use crate::events::RATINGS_LISTED;
use crate::model::figures::mean;
use crate::model::places::COMMENT;
use crate::model::survey::{SHOWN_FROM, SurveyKind};
use crate::rights::RatingsRead;
use crate::tables::survey::{Column, Entity, Model};
use crate::tables::{request, survey_round};
use gatehouse_companies::tables::company;
use gatehouse_context::{AuditEntry, Cx, Look, May, Seen, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting, aside};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use std::collections::{BTreeMap, HashMap};

/// Rounds that a page shows.
const ROUNDS: u64 = 50;

/// What they are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingColumn {
    /// When they answered.
    Answered,
}

/// Which ones.
#[derive(Clone, Debug, Default)]
pub struct RatingFilter {
    /// After a request, or yearly.
    pub kind: Option<SurveyKind>,
    /// With this mark.
    pub mark: Option<i64>,
    /// About this product.
    pub product: Option<Uuid>,
    /// About the work of this member of the staff.
    pub engineer: Option<Uuid>,
    /// Since then.
    pub from: Option<Moment>,
    /// Until then.
    pub until: Option<Moment>,
}

impl Look for RatingFilter {
    type Right = RatingsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![RATINGS_LISTED.entry()]
    }

    fn leafed(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

/// The rounds of the yearly survey whose answers are shown.
async fn shown_rounds(cx: &Cx) -> Result<Vec<Uuid>, Fault> {
    // Of each round the fifth answer is looked for by the index, however many there are.
    let fifth = format!(
        "(select survey.id from survey where survey.round_id = survey_round.id and survey.answered_at is not null \
         limit 1 offset {}) is not null",
        SHOWN_FROM - 1
    );
    let rounds = survey_round::Entity::find().filter(Expr::cust(fifth));
    Ok(rounds.select_only().column(survey_round::Column::Id).into_tuple().all(cx.read()).await?)
}

/// A page of answers. One of the filters says by which index they are found.
pub async fn ratings(
    cx: &Cx,
    filter: &Seen<RatingFilter>,
    sorting: Sorting<RatingColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let RatingColumn::Answered = sorting.column;
    let asked = [
        filter.engineer.map(|id| Column::EngineerId.eq(id)),
        filter.product.map(|id| Column::ProductId.eq(id)),
        filter.mark.map(|mark| Column::Mark.eq(mark)),
        filter.kind.map(|kind| Column::Kind.eq(kind)),
    ];
    let mut select = Entity::find().filter(Column::AnsweredAt.is_not_null());
    for (place, condition) in asked.into_iter().flatten().enumerate() {
        select = if place == 0 { select.filter(condition) } else { select.filter(aside(condition)) };
    }
    let of_many =
        Condition::any().add(Column::Kind.eq(SurveyKind::Request)).add(Column::RoundId.is_in(shown_rounds(cx).await?));
    select = select.filter(aside(of_many));
    if let Some(from) = filter.from {
        select = select.filter(Column::AnsweredAt.gte(from));
    }
    if let Some(until) = filter.until {
        select = select.filter(Column::AnsweredAt.lte(until));
    }
    let place = |row: &Model| (SortKey::Int(row.answered_at.map_or(0, |at| at.0)), row.id);
    keyset(cx.read(), select, (Column::AnsweredAt, Column::Id), sorting.direction, request, place).await
}

/// What they wrote; of accounts that are gone nothing is there.
pub(crate) async fn comments(cx: &Cx, rows: &[Model]) -> Result<HashMap<Uuid, String>, Fault> {
    let accounts: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let keys = subject::keys(cx, cx.read(), &accounts).await?;
    let mut all = HashMap::new();
    for row in rows {
        let key = row.account_id.and_then(|account| keys.get(&account));
        if let (Some(key), Some(sealed)) = (key, &row.comment_sealed) {
            all.insert(row.id, key.open_text(COMMENT, row.id, sealed)?);
        }
    }
    Ok(all)
}

/// What one survey's own reader wrote, for the form by which they change it.
pub(crate) async fn comment(cx: &Cx, row: &Model) -> Result<String, Fault> {
    Ok(comments(cx, std::slice::from_ref(row)).await?.remove(&row.id).unwrap_or_default())
}

/// How a request was rated.
pub(crate) async fn mark_of(cx: &Cx, request: Uuid) -> Result<Option<i64>, Fault> {
    let found = Entity::find().filter(Column::RequestId.eq(request)).one(cx.read()).await?;
    Ok(found.and_then(|row| row.mark))
}

/// The numbers of the requests that they are about.
pub(crate) async fn numbers(cx: &Cx, rows: &[Model]) -> Result<HashMap<Uuid, String>, Fault> {
    use request::{Column, Entity};
    let about = rows.iter().filter_map(|row| row.request_id);
    let found: Vec<(Uuid, String)> = Entity::find()
        .filter(Column::Id.is_in(about))
        .filter(Column::ErasedAt.is_null())
        .select_only()
        .column(Column::Id)
        .column(Column::Number)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().collect())
}

/// The request that an answer is about, while its texts are there, with its company's word in addresses.
pub(crate) async fn about(cx: &Cx, row: &Model) -> Result<Option<(request::Model, Option<String>)>, Fault> {
    let Some(id) = row.request_id else { return Ok(None) };
    let found = request::Entity::find_by_id(id).filter(request::Column::ErasedAt.is_null()).one(cx.read()).await?;
    let Some(request) = found else { return Ok(None) };
    let Some(company) = request.company_id else { return Ok(Some((request, None))) };
    let company = company::Entity::find_by_id(company).one(cx.read()).await?;
    Ok(company.map(|company| (request, Some(company.slug))))
}

/// A round of the yearly survey, and what was said in it.
#[derive(Clone, Debug)]
pub struct Round {
    /// The row.
    pub row: survey_round::Model,
    /// Answers so far.
    pub answered: i64,
    /// Their mean mark in hundredths; `None`: there are too few to show it, or none has a mark.
    pub mean: Option<i64>,
    /// Mails that are still to come.
    pub waiting: i64,
}

/// Rounds, the latest first.
pub async fn rounds(cx: &May<RatingsRead>) -> Result<Vec<Round>, Fault> {
    use survey_round::{Column, Entity};
    let latest = Entity::find().order_by_desc(Column::StartedAt).order_by_desc(Column::Id).limit(ROUNDS);
    let rows = latest.all(cx.read()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut marks = marks(cx, &ids).await?;
    let waiting = waiting(cx, &ids).await?;
    let round = |row: survey_round::Model| {
        let said = marks.remove(&row.id).unwrap_or_default();
        let answered: i64 = said.values().sum();
        let of_marks: BTreeMap<i64, i64> = said.into_iter().filter_map(|(mark, n)| Some((mark?, n))).collect();
        let mean = if answered < SHOWN_FROM { None } else { mean(&of_marks) };
        Round { answered, mean, waiting: waiting.get(&row.id).copied().unwrap_or(0), row }
    };
    Ok(rows.into_iter().map(round).collect())
}

type Marks = BTreeMap<Option<i64>, i64>;

/// How many answers of each round have which mark; `None`: a comment alone.
async fn marks(cx: &Cx, rounds: &[Uuid]) -> Result<HashMap<Uuid, Marks>, Fault> {
    let all: Vec<(Uuid, Option<i64>, i64)> = Entity::find()
        .filter(Column::RoundId.is_in(rounds.iter().copied()))
        .filter(Column::AnsweredAt.is_not_null())
        .select_only()
        .column(Column::RoundId)
        .column(Column::Mark)
        .column_as(Column::Id.count(), "n")
        .group_by(Column::RoundId)
        .group_by(Column::Mark)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut of: HashMap<Uuid, Marks> = HashMap::new();
    for (round, mark, n) in all {
        of.entry(round).or_default().insert(mark, n);
    }
    Ok(of)
}

/// How many mails of each round are still to come.
async fn waiting(cx: &Cx, rounds: &[Uuid]) -> Result<HashMap<Uuid, i64>, Fault> {
    let all: Vec<(Uuid, i64)> = Entity::find()
        .filter(Column::RoundId.is_in(rounds.iter().copied()))
        .filter(Column::SendAt.is_not_null())
        .select_only()
        .column(Column::RoundId)
        .column_as(Column::Id.count(), "n")
        .group_by(Column::RoundId)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(all.into_iter().collect())
}
