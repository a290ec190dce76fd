//! Disables a client (ACC-21): from this moment on nobody signs in by it, it gets no further tokens, and none of its secrets proves
//! anything. Access tokens that it has run on to their end, a quarter of an hour at the most. Nothing is lost: it can be enabled again.

use super::steps::{held, store};
use crate::events::CLIENT_DISABLED;
use crate::queries::client_seals;
use crate::rights::{ClientsWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

pub use super::steps::ClientRefusal;

/// Disables a client.
pub async fn disable(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<Uuid, ClientRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(ClientRefusal::NotConfirmed));
    }
    let tx = cx.begin().await?;
    let key = client_seals::opener(cx, &*tx).await?;
    let mut row = held(&tx, &key, id).await?;
    if row.disabled_at.is_some() {
        return Err(refuse(ClientRefusal::AlreadyDisabled));
    }
    row.disabled_at = Some(cx.now());
    store(cx, &tx, &key, row).await?;
    cx.audit(&tx, CLIENT_DISABLED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
