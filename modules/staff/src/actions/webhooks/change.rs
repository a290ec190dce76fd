//! Another name, address or choice of events for a webhook (ALL-7). Another address has to prove itself.

use super::{WebhookRefusal, published};
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_webhooks::Entry;

/// Changes a webhook. `version`: what the caller has seen of it.
pub async fn change_webhook(cx: &Cx, id: Uuid, version: Option<i64>, entry: &Entry) -> Outcome<Uuid, WebhookRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    let known = published(cx)?;
    let tx = cx.begin().await?;
    let changed = gatehouse_webhooks::change(cx, &tx, id, version, (entry, known.as_slice())).await;
    changed.map_err(|stop| stop.map(WebhookRefusal::from))?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
