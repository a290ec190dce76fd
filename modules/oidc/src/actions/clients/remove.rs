//! Removes a client for good (ACC-21), with its secrets and everything that people allowed it. It has to be disabled first, so that
//! nobody loses a living one by a slip; one whose row was changed past the program is removed as it is.

use super::steps::found;
use crate::events::CLIENT_REMOVED;
use crate::queries::client_seals;
use crate::rights::{ClientsWrite, may};
use crate::tables::{client, client_secret};
use gatehouse_context::{Cx, Signal};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use serde_json::json;

pub use super::steps::ClientRefusal;

/// A client goes: what hangs on it must go in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct ClientRemoved {
    /// Its row.
    pub client: Uuid,
}

impl Signal for ClientRemoved {}

/// Removes a client.
pub async fn remove(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<Uuid, ClientRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(ClientRefusal::NotConfirmed));
    }
    let tx = cx.begin().await?;
    let key = client_seals::opener(cx, &*tx).await?;
    let row = found(&tx, id).await?.ok_or(ClientRefusal::Unknown).or_refuse()?;
    if row.disabled_at.is_none() && client_seals::holds_client(&key, &row) {
        return Err(refuse(ClientRefusal::NotDisabled));
    }
    cx.raise(&tx, ClientRemoved { client: id }).await?;
    client_secret::Entity::delete_many().filter(client_secret::Column::Client.eq(id)).exec(&*tx).await?;
    client::Entity::delete_by_id(id).exec(&*tx).await?;
    let details = json!({ "client_name": row.name, "client_id": row.client_id });
    cx.audit(&tx, CLIENT_REMOVED.about(id).with(details)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
