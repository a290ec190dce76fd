//! A new secret for a webhook (ALL-7): shown this once; the one before signs beside it for a day.

use super::WebhookRefusal;
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_webhooks::Made;

/// Replaces the secret of a webhook.
pub async fn rotate_webhook_secret(cx: &Cx, id: Uuid) -> Outcome<Made, WebhookRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let made = gatehouse_webhooks::rotate(cx, &tx, id).await.map_err(|stop| stop.map(WebhookRefusal::from))?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(made)
}
