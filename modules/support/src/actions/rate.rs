//! Somebody answers a survey (SUP-15): a mark, questions, a comment; a comment alone will do. Whoever reads the mail may, signed in or not, and nothing
//! but this writes: looking at the link changes nothing, however often. What was said can be changed for a week.

use super::send_survey::hashes;
use crate::events::{RATED, of_account};
use crate::model::places::COMMENT;
use crate::model::survey::{BEST, KEPT, LOW, SurveyKind, opens, takes_answers};
use crate::tables::survey::{Column, Entity, Model};
use gatehouse_accounts::refusals::BadLink;
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::limit::check_key;
use gatehouse_guard::{Limit, TooOften};
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Answers by one link: 20 at once, then one each ten minutes. Each has its line in the log.
const ANSWERS: Limit = Limit { action: "support.survey_one", burst: 20, seconds_each: 600 };

/// What is said.
#[derive(Clone, Debug, Default)]
pub struct Rating {
    /// From 1 to 5; empty: none.
    pub mark: String,
    /// How fast it was, the same.
    pub speed: String,
    /// Whether the solution helped, the same.
    pub solution: String,
    /// How they were spoken to, the same.
    pub manner: String,
    /// Anything else; may be empty.
    pub comment: String,
}

/// Why nothing was said.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RateRefusal {
    /// The link opens nothing.
    Link(BadLink),
    /// Fields are wrong.
    Invalid(Invalid),
    /// Neither a mark nor a comment.
    #[refusal(422, "survey.nothing", refusal_survey_nothing, field = "mark")]
    Nothing,
    /// It was answered more than a week ago.
    #[refusal(409, "survey.over", refusal_survey_over)]
    Over,
    /// Changed again and again.
    TooOften(TooOften),
}

/// The survey that a link opens now; reads only.
pub async fn opened(cx: &Cx, token: &str) -> Result<Option<Model>, Fault> {
    find(cx, cx.read(), token).await
}

async fn find<C: ConnectionTrait>(cx: &Cx, conn: &C, token: &str) -> Result<Option<Model>, Fault> {
    let Some(hashes) = hashes(cx, token) else { return Ok(None) };
    let found = Entity::find().filter(Column::TokenHash.is_in(hashes)).one(conn).await?;
    Ok(found.filter(|row| opens(row.sent_at, row.dies_at, cx.now())))
}

/// Whether what was said can no more be changed.
#[must_use]
pub fn is_over(cx: &Cx, row: &Model) -> bool {
    !takes_answers(row.answered_at, cx.now())
}

/// Answers it; returns the survey as it is now.
pub async fn rate(cx: &Cx, token: &str, input: &Rating) -> Outcome<Model, RateRefusal> {
    let mut reader = Reader::default();
    let mark = reader.optional_number("mark", &input.mark, 1, BEST);
    let speed = reader.optional_number("speed", &input.speed, 1, BEST);
    let solution = reader.optional_number("solution", &input.solution, 1, BEST);
    let manner = reader.optional_number("manner", &input.manner, 1, BEST);
    let comment = reader.prose("comment", &input.comment);
    reader.finish(()).or_refuse()?;
    let now = cx.now();
    let tx = cx.begin().await?;
    let seen = find(cx, &*tx, token).await?.ok_or(BadLink::Expired).or_refuse()?;
    let held = Entity::find_by_id(seen.id).lock_exclusive().one(&*tx).await?;
    // Erased, or its account gone, between the two.
    let held = held.filter(|row| row.token_hash == seen.token_hash && row.account_id.is_some());
    let row = held.ok_or(BadLink::Expired).or_refuse()?;
    check_key(cx, ANSWERS, &row.id.to_string())?.or_refuse()?;
    if is_over(cx, &row) {
        return Err(refuse(RateRefusal::Over));
    }
    if mark.is_none() && comment.is_empty() {
        return Err(refuse(RateRefusal::Nothing));
    }
    let comment_sealed = match row.account_id.filter(|_| !comment.is_empty()) {
        Some(account) => {
            let key = subject::key(cx, &*tx, account).await?;
            Some(key.seal(cx.app.random.as_ref(), COMMENT, row.id, comment.as_bytes())?)
        }
        None => None,
    };
    let answered_at = row.answered_at.unwrap_or(now);
    let rated = Model {
        mark,
        speed,
        solution,
        manner,
        comment_sealed,
        answered_at: Some(answered_at),
        count_at: Some(now),
        erase_at: Some(answered_at.plus(KEPT)),
        ..row
    };
    rated.clone().into_active_model().reset_all().update(&*tx).await?;
    told(cx, &tx, &rated).await?;
    tx.commit().await?;
    metrics::counter!("gatehouse_support_ratings_total").increment(1);
    Ok(rated)
}

/// The log says that they answered; what they said stands in the survey alone. Of the yearly one support is not told who answered, so the line
/// does not say it either: its time would lead from the one to the other.
async fn told(cx: &Cx, tx: &Tx, rated: &Model) -> Result<(), Fault> {
    match (rated.kind, rated.request_id) {
        (SurveyKind::Yearly, _) => {
            let nobody = Cx { network: None, agent: None, ..cx.acting_as(Actor::Visitor) };
            nobody.audit(tx, RATED.entry()).await
        }
        (SurveyKind::Request, Some(request)) => cx.audit(tx, of_account(RATED.about(request), rated.account_id)).await,
        (SurveyKind::Request, None) => cx.audit(tx, of_account(RATED.entry(), rated.account_id)).await,
    }
}

/// Whether support offers to go on with what this was about.
#[must_use]
pub fn is_low(row: &Model) -> bool {
    row.kind == SurveyKind::Request && row.mark.is_some_and(|mark| mark <= LOW)
}
