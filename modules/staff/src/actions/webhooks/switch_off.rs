//! A webhook is told nothing more (ALL-7).

use super::WebhookRefusal;
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Switches a webhook off.
pub async fn switch_webhook_off(cx: &Cx, id: Uuid) -> Outcome<Uuid, WebhookRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    gatehouse_webhooks::switch_off(cx, &tx, id).await.map_err(|stop| stop.map(WebhookRefusal::from))?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
