//! Ends a secret of a client at once (ACC-21): it proves nothing from this moment on, on every node.

use super::steps::{end, held, live};
use crate::events::CLIENT_SECRET_ENDED;
use crate::queries::client_seals;
use crate::rights::{ClientsWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

pub use super::steps::ClientRefusal;

/// Ends a secret.
pub async fn end_secret(cx: &Cx, client: Uuid, secret: Uuid, confirmed: bool) -> Outcome<Uuid, ClientRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(ClientRefusal::NotConfirmed));
    }
    let tx = cx.begin().await?;
    let key = client_seals::opener(cx, &*tx).await?;
    held(&tx, &key, client).await?;
    let row = live(cx, &tx, client).await?.into_iter().find(|row| row.id == secret);
    let row = row.ok_or(ClientRefusal::SecretUnknown).or_refuse()?;
    end(cx, &tx, &key, row, cx.now()).await?;
    cx.audit(&tx, CLIENT_SECRET_ENDED.about(client)).await?;
    cx.once(&tx, client).await?;
    tx.commit().await?;
    Ok(client)
}
