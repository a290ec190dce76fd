//! A new webhook (ALL-7): who adds it sees its secret this once. It is told nothing until it has proven itself.

use super::{WebhookRefusal, published};
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};
use gatehouse_webhooks::{Entry, Made};

/// Adds a webhook.
pub async fn create_webhook(cx: &Cx, entry: &Entry) -> Outcome<Made, WebhookRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    let known = published(cx)?;
    let tx = cx.begin().await?;
    let made =
        gatehouse_webhooks::create(cx, &tx, entry, &known).await.map_err(|stop| stop.map(WebhookRefusal::from))?;
    cx.once(&tx, made.id).await?;
    tx.commit().await?;
    Ok(made)
}
