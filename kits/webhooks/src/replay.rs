//! An endpoint is told again: one message, or those of a time; and a message is sent to see whether it comes. The steps of actions: who may
//! do so is judged by the caller. A message that is sent again keeps its id and its number.

use crate::deliver::{self, WAKE};
use crate::endpoints::locked;
use crate::events;
use crate::model::message::TEST;
use crate::tables::delivery::{Column, Entity, Model, State};
use crate::tables::endpoint;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set};

/// The most messages that are sent again at once.
pub const MOST: u64 = 10_000;
/// The id of a message is made in the transaction that tells of its moment, so the two lie closer together than this.
const APART: i64 = HOUR;

/// Why nothing is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ReplayRefusal {
    /// There is no such endpoint.
    #[refusal(404, "webhook.not_found", refusal_not_found)]
    NotFound,
    /// It was told no such message, or that is longer ago than deliveries are kept.
    #[refusal(404, "webhook.delivery_not_found", refusal_delivery_not_found)]
    NoSuchDelivery,
    /// It is off, broken or new.
    #[refusal(409, "webhook.not_on", refusal_not_on)]
    NotOn,
    /// The person whom the message is about was erased.
    #[refusal(409, "webhook.erased", refusal_erased)]
    Erased,
    /// The time ends before it begins.
    #[refusal(422, "webhook.span_invalid", refusal_span_invalid, field = "until")]
    SpanInvalid,
    /// No message of that time has ended.
    #[refusal(422, "webhook.nothing_to_replay", refusal_nothing_to_replay, field = "from")]
    Nothing,
    /// More than [`MOST`].
    #[refusal(422, "webhook.replay_too_many", refusal_replay_too_many(MOST), field = "from")]
    TooMany,
}

/// Which messages are sent again.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Not before.
    pub from: Moment,
    /// Before.
    pub until: Moment,
    /// Only those that were given up.
    pub failed_only: bool,
}

/// The endpoint, held, with nothing in the way of sending.
async fn held(tx: &Tx, id: Uuid) -> Outcome<endpoint::Model, ReplayRefusal> {
    let row = locked(tx, id).await?.ok_or(ReplayRefusal::NotFound).or_refuse()?;
    if row.state != endpoint::State::On {
        return Err(refuse(ReplayRefusal::NotOn));
    }
    Ok(row)
}

/// Lets these wait for their turn as if they were new.
async fn again(cx: &Cx, tx: &Tx, which: Condition) -> Result<u64, Fault> {
    let nothing = || Expr::value(None::<Moment>);
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Waiting))
        .col_expr(Column::NextAt, Expr::value(cx.now()))
        .col_expr(Column::Attempts, Expr::value(0_i64))
        .col_expr(Column::FirstAt, nothing())
        .col_expr(Column::EndedAt, nothing())
        .filter(which)
        .exec(&**tx)
        .await?;
    Ok(changed.rows_affected)
}

/// Sends one message again; one that waits for its next try is tried now.
pub async fn replay(cx: &Cx, tx: &Tx, endpoint: Uuid, message: Uuid) -> Outcome<(), ReplayRefusal> {
    held(tx, endpoint).await?;
    let found = Entity::find().filter(Column::EndpointId.eq(endpoint)).filter(Column::MessageId.eq(message));
    let row: Model = found.one(&**tx).await?.ok_or(ReplayRefusal::NoSuchDelivery).or_refuse()?;
    if row.erased_at.is_some() {
        return Err(refuse(ReplayRefusal::Erased));
    }
    again(cx, tx, Condition::all().add(Column::Id.eq(row.id))).await?;
    hurry(tx, endpoint).await?;
    deliver::wake(cx, tx, WAKE).await?;
    cx.audit(tx, events::REPLAYED.about(endpoint).with(serde_json::json!({ "count": 1 }))).await?;
    Ok(())
}

/// Sends those of a time again that have ended, in the order of their numbers; answers how many.
pub async fn replay_span(cx: &Cx, tx: &Tx, endpoint: Uuid, span: Span) -> Outcome<u64, ReplayRefusal> {
    held(tx, endpoint).await?;
    if span.until <= span.from {
        return Err(refuse(ReplayRefusal::SpanInvalid));
    }
    let states = if span.failed_only { vec![State::Failed] } else { vec![State::Failed, State::Delivered] };
    let which = Condition::all()
        .add(Column::EndpointId.eq(endpoint))
        // Found by their ids, which are in the order of time: among those of other times may be a million.
        .add(Column::MessageId.gte(span.from.plus(-APART).first_id()))
        .add(Column::MessageId.lt(span.until.plus(APART).first_id()))
        .add(Column::State.is_in(states))
        .add(Column::ErasedAt.is_null())
        .add(Column::At.gte(span.from))
        .add(Column::At.lt(span.until));
    let count = Entity::find().filter(which.clone()).count(&**tx).await?;
    if count > MOST {
        return Err(refuse(ReplayRefusal::TooMany));
    }
    if count == 0 {
        return Err(refuse(ReplayRefusal::Nothing));
    }
    again(cx, tx, which).await?;
    hurry(tx, endpoint).await?;
    deliver::wake(cx, tx, WAKE).await?;
    let details = serde_json::json!({ "count": count, "from": span.from.rfc3339(), "until": span.until.rfc3339() });
    cx.audit(tx, events::REPLAYED.about(endpoint).with(details)).await?;
    Ok(count)
}

/// Sends a message that tells of nothing, in its turn; answers its id.
pub async fn test(cx: &Cx, tx: &Tx, endpoint: Uuid) -> Outcome<Uuid, ReplayRefusal> {
    held(tx, endpoint).await?;
    let message = cx.id();
    let row = crate::tables::delivery::ActiveModel {
        endpoint_id: Set(endpoint),
        message_id: Set(message),
        sequence: Set(None),
        kind: Set(TEST.to_owned()),
        at: Set(cx.now()),
        subject_kind: Set("webhook".to_owned()),
        subject_id: Set(Some(endpoint)),
        account_id: Set(None),
        state: Set(State::Waiting),
        attempts: Set(0),
        next_at: Set(cx.now()),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    hurry(tx, endpoint).await?;
    deliver::wake(cx, tx, WAKE).await?;
    cx.audit(tx, events::TESTED.about(endpoint)).await?;
    Ok(message)
}

/// An endpoint that waits after a failure is tried now.
async fn hurry(tx: &Tx, id: Uuid) -> Result<(), Fault> {
    endpoint::Entity::update_many()
        .col_expr(endpoint::Column::NextAt, Expr::value(Moment(0)))
        .filter(endpoint::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}
