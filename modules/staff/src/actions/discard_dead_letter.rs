//! Throwing a dead letter away: what it was to do is never done.

use crate::events;
use crate::refusals::DeadLetterRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_jobs::outbox;
use gatehouse_jobs::table::job::Entity;
use sea_orm::entity::prelude::*;

/// Throws it away; a mail's content is cleared.
pub async fn discard_dead_letter(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<(), DeadLetterRefusal> {
    may::<Administer>(cx).or_refuse()?;
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
        gatehouse_messages::forget_discarded(cx, &tx, job).await?;
    }
    let details = serde_json::json!({ "job": job.map(|job| job.kind) });
    cx.audit(&tx, events::DEAD_LETTER_DISCARDED.about(id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
