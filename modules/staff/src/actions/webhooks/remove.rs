//! A webhook is removed with everything that it was told (ALL-7).

use super::WebhookRefusal;
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Removes a webhook.
pub async fn remove_webhook(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<Uuid, WebhookRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    gatehouse_webhooks::remove(cx, &tx, id, confirmed).await.map_err(|stop| stop.map(WebhookRefusal::from))?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
