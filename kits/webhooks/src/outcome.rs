//! What a try leaves: on the message, on its endpoint, and in the log.

use crate::deliver::{self, LANE_LEASE};
use crate::lane::Held;
use crate::model::backoff::{self, IN_ORDER, LIFE};
use crate::model::judged::{Judged, Meaning};
use crate::tables::delivery::{self, ActiveModel as NewDelivery, Model as Delivery};
use crate::tables::endpoint::{ActiveModel, Column, Entity, Model, State};
use crate::{endpoints, events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Whether a lane goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goes {
    /// To the next message.
    On,
    /// Nothing more is sent now.
    Ends,
}

/// Marks a try, in one transaction. One whose endpoint is not this lane's any more is not marked: another lane sends the message again.
pub(crate) async fn mark(cx: &Cx, held: &Held, message: &Delivery, judged: Judged, took: i64) -> Result<Goes, Fault> {
    count(judged.meaning, took);
    let tx = cx.begin().await?;
    let Some(endpoint) = held.row(&tx).await? else { return Ok(Goes::Ends) };
    let goes = match judged.meaning {
        Meaning::Delivered => delivered(cx, &tx, &endpoint, message, tried(cx, message, judged, took)).await?,
        Meaning::Gone => gone(cx, &tx, &endpoint, message, tried(cx, message, judged, took)).await?,
        Meaning::Refused | Meaning::Away => failed(cx, &tx, &endpoint, message, judged, took).await?,
    };
    tx.commit().await?;
    Ok(goes)
}

#[expect(clippy::cast_precision_loss, reason = "a time of seconds")]
fn count(meaning: Meaning, took: i64) {
    let word = match meaning {
        Meaning::Delivered => "delivered",
        Meaning::Gone => "gone",
        Meaning::Refused => "refused",
        Meaning::Away => "away",
    };
    metrics::counter!("gatehouse_webhook_tries_total", "outcome" => word).increment(1);
    metrics::histogram!("gatehouse_webhook_duration_seconds").record(took as f64 / 1_000_000.0);
}

/// What every try leaves on its message.
fn tried(cx: &Cx, message: &Delivery, judged: Judged, took: i64) -> NewDelivery {
    NewDelivery {
        attempts: Set(message.attempts + 1),
        first_at: Set(message.first_at.or_else(|| Some(cx.now()))),
        last_at: Set(Some(cx.now())),
        last_status: Set(judged.status.map(i64::from)),
        last_trouble: Set(judged.trouble.map(str::to_owned)),
        last_bytes: Set(i64::try_from(judged.bytes).ok()),
        last_took: Set(Some(took)),
        ..Default::default()
    }
}

/// A message that ends. What it knew of an erased person goes with it.
fn ended(cx: &Cx, message: &Delivery, state: delivery::State, tried: NewDelivery) -> NewDelivery {
    let mut new = NewDelivery { state: Set(state), ended_at: Set(Some(cx.now())), ..tried };
    if message.erased_at.is_some() {
        (new.subject_id, new.account_id) = (Set(None), Set(None));
    }
    new
}

async fn write(tx: &Tx, message: &Delivery, new: NewDelivery) -> Result<(), Fault> {
    delivery::Entity::update_many().set(new).filter(delivery::Column::Id.eq(message.id)).exec(&**tx).await?;
    Ok(())
}

async fn delivered(cx: &Cx, tx: &Tx, endpoint: &Model, message: &Delivery, tried: NewDelivery) -> Result<Goes, Fault> {
    // Erased while it was under way: the row that was read does not know it yet.
    let now = delivery::Entity::find_by_id(message.id).one(&**tx).await?;
    let Some(message) = now else { return Ok(Goes::On) };
    write(tx, &message, ended(cx, &message, delivery::State::Delivered, tried)).await?;
    let is_late = endpoint.lease_until.since(cx.now()) < LANE_LEASE / 2;
    if endpoint.failures > 0 || is_late {
        Entity::update_many()
            .col_expr(Column::Failures, Expr::value(0_i64))
            .col_expr(Column::FailingSince, Expr::value(None::<Moment>))
            .col_expr(Column::NextAt, Expr::value(Moment(0)))
            .col_expr(Column::LeaseUntil, Expr::value(cx.now().plus(LANE_LEASE)))
            .filter(Column::Id.eq(endpoint.id))
            .exec(&**tx)
            .await?;
    }
    Ok(Goes::On)
}

/// 410: the endpoint is off, and what waits for it stays until somebody switches it on again, or for 30 days.
async fn gone(cx: &Cx, tx: &Tx, endpoint: &Model, message: &Delivery, tried: NewDelivery) -> Result<Goes, Fault> {
    write(tx, message, tried).await?;
    stop(cx, tx, endpoint, State::Off, "gone").await?;
    Ok(Goes::Ends)
}

/// It was not taken. A message that is tried for too long ends; one that this endpoint refuses waits in its place at first and then lets those
/// behind it go before; an endpoint that is away holds everything.
async fn failed(
    cx: &Cx,
    tx: &Tx,
    endpoint: &Model,
    message: &Delivery,
    judged: Judged,
    took: i64,
) -> Result<Goes, Fault> {
    let now = cx.now();
    let tried = tried(cx, message, judged, took);
    let attempts = message.attempts + 1;
    let is_away = judged.meaning == Meaning::Away;
    // A message that stands aside says nothing about its endpoint any more.
    let counts = is_away || attempts <= IN_ORDER;
    let failures = endpoint.failures + i64::from(counts);
    let since = endpoint.failing_since.or_else(|| counts.then_some(now));
    let breaks = counts && since.is_some_and(|since| backoff::breaks(failures, since, now));
    let is_over = !breaks && now.since(message.first_at.unwrap_or(now)) >= LIFE;
    let wait = backoff::wait(if is_away { failures } else { attempts }, judged.retry_after, cx.app.random.as_ref());
    let again = now.plus(wait);
    let holds = is_away || (!is_over && counts);
    if is_over {
        let now = delivery::Entity::find_by_id(message.id).one(&**tx).await?;
        if let Some(message) = now {
            write(tx, &message, ended(cx, &message, delivery::State::Failed, tried)).await?;
        }
        metrics::counter!("gatehouse_webhook_given_up_total").increment(1);
    } else {
        write(tx, message, NewDelivery { next_at: Set(again), ..tried }).await?;
    }
    let mut new = ActiveModel { failures: Set(failures), failing_since: Set(since), ..Default::default() };
    if holds {
        (new.next_at, new.lease_until, new.lease_by) = (Set(again), Set(Moment(0)), Set(None));
    } else if endpoint.lease_until.since(now) < LANE_LEASE / 2 {
        new.lease_until = Set(now.plus(LANE_LEASE));
    }
    Entity::update_many().set(new).filter(Column::Id.eq(endpoint.id)).exec(&**tx).await?;
    if breaks {
        stop(cx, tx, endpoint, State::Broken, judged.trouble.unwrap_or("status")).await?;
        return Ok(Goes::Ends);
    }
    if holds || !is_over {
        deliver::wake_at(cx, tx, endpoint.id, again).await?;
    }
    Ok(if holds { Goes::Ends } else { Goes::On })
}

/// The endpoint is sent nothing more, and administrators are told, once.
async fn stop(cx: &Cx, tx: &Tx, endpoint: &Model, state: State, why: &str) -> Result<(), Fault> {
    let new = ActiveModel {
        state: Set(state),
        why: Set(Some(why.to_owned())),
        lease_until: Set(Moment(0)),
        lease_by: Set(None),
        ..Default::default()
    };
    endpoints::write(tx, endpoint, new).await?;
    let event = if state == State::Broken { events::BROKE } else { events::GONE };
    cx.audit(tx, event.about(endpoint.id)).await?;
    metrics::counter!("gatehouse_webhook_stopped_total", "state" => state.word()).increment(1);
    mails::stopped(cx, tx, endpoint, state).await
}
