//! Jobs that were given up: run again, or thrown away.

use crate::events;
use crate::rights::{self, NotAllowed};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_jobs::outbox;
use gatehouse_jobs::table::job::Entity;
use sea_orm::entity::prelude::*;

/// Why a dead letter stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DeadLetterRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
    /// It is no dead letter any more: somebody was faster.
    #[refusal(404, "dead_letter.gone", refusal_dead_letter_gone)]
    Gone,
    /// The tick is missing.
    #[refusal(422, "dead_letter.not_confirmed", refusal_not_confirmed, field = "confirm")]
    NotConfirmed,
}

/// Puts a dead letter back to work, with its tries counted anew.
pub async fn run_again(cx: &Cx, id: Uuid) -> Outcome<(), DeadLetterRefusal> {
    rights::administrator(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let kind = Entity::find_by_id(id).one(&*tx).await?.map(|row| row.kind);
    if !outbox::revive(cx, &tx, id).await? {
        return Err(refuse(DeadLetterRefusal::Gone));
    }
    let details = serde_json::json!({ "job": kind });
    cx.audit(&tx, events::DEAD_LETTER_RUN_AGAIN.about(id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts every dead letter of a kind back to work, or all of them where `kind` is empty; one line of the log tells how
/// many there were.
pub async fn run_all_again(cx: &Cx, kind: &str, confirmed: bool) -> Outcome<u64, DeadLetterRefusal> {
    rights::administrator(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(DeadLetterRefusal::NotConfirmed));
    }
    if kind.contains('\0') {
        // PostgreSQL has no such text to compare with.
        return Ok(0);
    }
    let tx = cx.begin().await?;
    let count = outbox::revive_all(cx, &tx, kind).await?;
    if count > 0 {
        let details = serde_json::json!({ "job": kind, "count": count });
        cx.audit(&tx, events::DEAD_LETTER_ALL_RUN_AGAIN.entry().with(details)).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Throws a dead letter away: what it was to do is never done, and a mail's content is cleared.
pub async fn discard_dead_letter(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<(), DeadLetterRefusal> {
    rights::administrator(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(DeadLetterRefusal::NotConfirmed));
    }
    let tx = cx.begin().await?;
    let job = Entity::find_by_id(id).one(&*tx).await?;
    if !outbox::discard(&tx, id).await? {
        return Err(refuse(DeadLetterRefusal::Gone));
    }
    if let Some(job) = &job {
        gatehouse_mail::forget_discarded(&tx, job).await?;
    }
    let details = serde_json::json!({ "job": job.map(|job| job.kind) });
    cx.audit(&tx, events::DEAD_LETTER_DISCARDED.about(id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
