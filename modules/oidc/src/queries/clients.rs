//! Clients as the protocol asks for them: those that work, and whose rows agree with their seals.

use crate::model::client::{Client, is_client_id};
use crate::model::client_secret::is_well_formed;
use crate::queries::client_seals;
use crate::tables::{client, client_secret};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The domain of the keyed hashes of secrets.
pub(crate) const SECRET: &str = "oidc.client_secret";
/// Where what staff note of a client is sealed.
pub(crate) const NOTE: &str = "oidc_client.note_sealed";
/// An id that no client has: asked for in the place of what cannot be one.
const NOBODY: &str = "-";

/// The client that calls itself so. `None`: there is none, it is disabled, or its row was changed past the program.
pub async fn find<C: ConnectionTrait>(cx: &Cx, conn: &C, client_id: &str) -> Result<Option<Client>, Fault> {
    let key = client_seals::opener(cx, conn).await?;
    Ok(row(conn, client_id).await?.and_then(|row| opened(&key, row)))
}

/// The client of this row, as [`find`].
pub async fn by_id<C: ConnectionTrait>(cx: &Cx, conn: &C, id: Uuid) -> Result<Option<Client>, Fault> {
    let key = client_seals::opener(cx, conn).await?;
    Ok(client::Entity::find_by_id(id).one(conn).await?.and_then(|row| opened(&key, row)))
}

/// What clients are called, disabled ones too: for people who look at what they let in once.
pub async fn names<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    use client::{Column, Entity};
    let named = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    let named = named.select_only().column(Column::Id).column(Column::Name).into_tuple::<(Uuid, String)>();
    Ok(named.all(conn).await?.into_iter().collect())
}

/// The client that proves by this secret that it is the one that calls itself so. The same is asked of the database whatever is right or
/// wrong, so the time of the answer tells nobody which part was wrong. Who may
/// write calls the action `use_secret`, which notes the use as well.
pub async fn proven<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    client_id: &str,
    secret: &Secret<String>,
) -> Result<Option<Client>, Fault> {
    Ok(proven_by(cx, conn, client_id, secret).await?.map(|(client, _)| client))
}

/// As [`proven`], with the secret's row.
pub(crate) async fn proven_by<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    client_id: &str,
    secret: &Secret<String>,
) -> Result<Option<(Client, client_secret::Model)>, Fault> {
    use client_secret::{Column, Entity};
    let key = client_seals::opener(cx, conn).await?;
    let hashes = cx.app.keys.accepted(SECRET, secret.expose().as_bytes());
    let found = Entity::find().filter(Column::SecretHash.is_in(hashes)).one(conn).await?;
    let named = row(conn, client_id).await?;
    let (true, Some(secret), Some(named)) = (is_well_formed(secret.expose()), found, named) else { return Ok(None) };
    let works = secret.client == named.id
        && secret.ends_at.is_none_or(|end| end > cx.now())
        && client_seals::holds_secret(&key, &secret);
    let client = opened(&key, named).filter(|client| works && client.confidential);
    Ok(client.map(|client| (client, secret)))
}

async fn row<C: ConnectionTrait>(conn: &C, client_id: &str) -> Result<Option<client::Model>, Fault> {
    let asked = if is_client_id(client_id) { client_id } else { NOBODY };
    Ok(client::Entity::find().filter(client::Column::ClientId.eq(asked)).one(conn).await?)
}

fn opened(key: &SubjectKey, row: client::Model) -> Option<Client> {
    if row.disabled_at.is_some() || !client_seals::holds_client(key, &row) {
        return None;
    }
    read(row)
}

/// What staff note of a client. One that does not open is empty: it must not keep anybody from the page.
pub(crate) fn note_of(key: &SubjectKey, row: &client::Model) -> String {
    let Some(sealed) = &row.note_sealed else { return String::new() };
    key.open_text(NOTE, row.id, sealed).unwrap_or_else(|fault| {
        tracing::error!(%fault, id = %row.id, "the note of a client opens nothing");
        String::new()
    })
}

/// A row as it is used. `None`: its lists are none.
pub(crate) fn read(row: client::Model) -> Option<Client> {
    Some(Client {
        id: row.id,
        client_id: row.client_id,
        name: row.name,
        kind: row.kind,
        confidential: row.kind.is_confidential(),
        native: row.kind.is_native(),
        device_grant: row.kind.has_device_grant(),
        redirect_uris: serde_json::from_str(&row.redirect_uris).ok()?,
        post_logout_redirect_uris: serde_json::from_str(&row.post_logout_redirect_uris).ok()?,
        backchannel_logout_uri: row.backchannel_logout_uri,
        scopes: row.scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        id_token_alg: row.id_token_alg,
        require_par: row.require_par,
        first_party: row.first_party,
        products: serde_json::from_str(&row.products).ok()?,
    })
}
