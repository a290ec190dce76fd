//! One message is sent again (ALL-7), under its id and its number. Administrators only: no key can have everything told once more.

use super::SendRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Sends a message of a webhook again.
pub async fn replay_message(cx: &Cx, id: Uuid, message: Uuid) -> Outcome<(), SendRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    gatehouse_webhooks::replay(cx, &tx, id, message).await.map_err(|stop| stop.map(SendRefusal::from))?;
    tx.commit().await?;
    Ok(())
}
