//! A message that tells of nothing (ALL-7), to see whether it comes.

use super::SendRefusal;
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Sends a test message; answers its id.
pub async fn test_webhook(cx: &Cx, id: Uuid) -> Outcome<Uuid, SendRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let message = gatehouse_webhooks::test(cx, &tx, id).await.map_err(|stop| stop.map(SendRefusal::from))?;
    cx.once(&tx, message).await?;
    tx.commit().await?;
    Ok(message)
}
