//! Jobs that were given up: run again, or thrown away.

use crate::refusals::DeadLetterRefusal;
use crate::rights;
use gatehouse_core::{Outcome, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx};
use gatehouse_jobs::outbox;
use gatehouse_jobs::table::job::Entity;
use sea_orm::entity::prelude::*;

/// Puts a dead letter back to work, with its tries counted anew.
pub async fn run_again(cx: &Cx, id: Uuid) -> Outcome<(), DeadLetterRefusal> {
    rights::administrator(cx).map_err(|refusal| refuse(refusal.into()))?;
    let tx = cx.begin().await?;
    let kind = Entity::find_by_id(id).one(&*tx).await?.map(|row| row.kind);
    if !outbox::revive(cx, &tx, id).await? {
        return Err(refuse(DeadLetterRefusal::Gone));
    }
    let details = serde_json::json!({ "job": kind });
    cx.audit(&tx, AuditEntry::new("dead_letter.run_again", "job", Some(id)).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws a dead letter away: what it was to do is never done.
pub async fn discard_dead_letter(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<(), DeadLetterRefusal> {
    rights::administrator(cx).map_err(|refusal| refuse(refusal.into()))?;
    if !confirmed {
        return Err(refuse(DeadLetterRefusal::NotConfirmed));
    }
    let tx = cx.begin().await?;
    let job = Entity::find_by_id(id).one(&*tx).await?;
    if !outbox::discard(&tx, id).await? {
        return Err(refuse(DeadLetterRefusal::Gone));
    }
    // Nobody gets the links and codes of a discarded mail any more.
    if let Some(job) = &job {
        gatehouse_mail::forget_discarded(&tx, job).await?;
    }
    let details = serde_json::json!({ "job": job.map(|job| job.kind) });
    cx.audit(&tx, AuditEntry::new("dead_letter.discarded", "job", Some(id)).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
