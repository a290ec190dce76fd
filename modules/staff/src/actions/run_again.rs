//! Putting a dead letter back to work (ALL-4).

use crate::events;
use crate::refusals::DeadLetterRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_jobs::outbox;
use gatehouse_jobs::table::job::Entity;
use sea_orm::entity::prelude::*;

/// Puts a dead letter back to work, with its tries counted anew.
pub async fn run_again(cx: &Cx, id: Uuid) -> Outcome<(), DeadLetterRefusal> {
    may::<Administer>(cx).or_refuse()?;
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
