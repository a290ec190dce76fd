//! Signing out.

use crate::events;
use crate::sessions;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};

/// Ends the session.
pub async fn sign_out(cx: &Cx, session: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    if sessions::end(&tx, session).await? {
        cx.audit(&tx, events::SIGNED_OUT.about(cx.actor.id())).await?;
    }
    tx.commit().await
}
