//! A webhook proves itself and is told from then on (ALL-7). What it missed while it was broken goes out.

use super::SwitchOnRefusal;
use crate::rights::{WebhooksWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Challenges a webhook and switches it on. The transaction is the kit's: the challenge is sent before it.
pub async fn switch_webhook_on(cx: &Cx, id: Uuid) -> Outcome<Uuid, SwitchOnRefusal> {
    let cx = &may::<WebhooksWrite>(cx).or_refuse()?;
    Box::pin(gatehouse_webhooks::switch_on(cx, id)).await.map_err(|stop| stop.map(SwitchOnRefusal::from))?;
    Ok(id)
}
