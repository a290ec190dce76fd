//! Putting all dead letters back to work: what is usual after a mail server was down for long (ALL-4).

use crate::events;
use crate::refusals::DeadLetterRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, refuse};
use gatehouse_jobs::outbox;

/// Puts every dead letter of a kind back to work, or all of them where `kind` is empty; one line of the log tells how
/// many there were.
pub async fn run_all_again(cx: &Cx, kind: &str, confirmed: bool) -> Outcome<u64, DeadLetterRefusal> {
    may::<Administer>(cx).or_refuse()?;
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
