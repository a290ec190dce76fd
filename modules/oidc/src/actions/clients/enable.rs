//! Enables a client that was disabled (ACC-21): people who had allowed it need not do so again.

use super::steps::{held, store};
use crate::events::CLIENT_ENABLED;
use crate::queries::client_seals;
use crate::rights::{ClientsWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

pub use super::steps::ClientRefusal;

/// Enables a client.
pub async fn enable(cx: &Cx, id: Uuid) -> Outcome<Uuid, ClientRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let key = client_seals::opener(cx, &*tx).await?;
    let mut row = held(&tx, &key, id).await?;
    if row.disabled_at.is_none() {
        return Err(refuse(ClientRefusal::NotDisabled));
    }
    row.disabled_at = None;
    store(cx, &tx, &key, row).await?;
    cx.audit(&tx, CLIENT_ENABLED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
