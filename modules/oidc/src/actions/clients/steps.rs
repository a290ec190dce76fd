//! What the actions of clients begin and end with.

use super::fields::{ClientError, ClientFacts};
use crate::model::client::Client;
use crate::model::client_secret as form;
use crate::queries::client_seals;
use crate::queries::clients::{NOTE, SECRET, read};
use crate::rights::NotAllowed;
use crate::tables::client::{Entity, Model};
use crate::tables::client_secret;
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{Fault, Invalid, Moment, Outcome, Refusal, Secret, Uuid, host, refuse};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, IntoActiveModel as _, QuerySelect as _};
use url::Url;

/// Why a client stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ClientRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// One or more fields.
    Invalid(Invalid<ClientError>),
    /// No such client.
    #[refusal(404, "client.unknown", client_unknown)]
    Unknown,
    /// Somebody else changed it meanwhile.
    #[refusal(409, "client.changed_meanwhile", client_changed_meanwhile)]
    Stale,
    /// Its row was changed past Gatehouse.
    #[refusal(409, "client.row_changed", client_row_changed)]
    RowChanged,
    /// It was disabled before.
    #[refusal(409, "client.already_disabled", client_already_disabled)]
    AlreadyDisabled,
    /// It is not disabled.
    #[refusal(409, "client.not_disabled", client_not_disabled)]
    NotDisabled,
    /// It keeps no secret.
    #[refusal(409, "client.keeps_no_secret", client_keeps_no_secret)]
    KeepsNoSecret,
    /// Two of its secrets work.
    #[refusal(409, "client.two_secrets", client_two_secrets)]
    TwoSecrets,
    /// No such secret, or it has ended.
    #[refusal(404, "client.secret_unknown", client_secret_unknown)]
    SecretUnknown,
    /// How long the secret of before shall work is none of the words for it.
    #[refusal(422, "client.overlap_unknown", client_overlap_unknown, field = "overlap")]
    OverlapUnknown,
    /// The tick is missing.
    #[refusal(422, "client.not_confirmed", client_not_confirmed, field = "confirm")]
    NotConfirmed,
}

/// A new secret, to be shown this once: only its hash is stored.
#[derive(Debug)]
pub struct NewSecret {
    /// Its row.
    pub id: Uuid,
    /// The secret itself.
    pub secret: Secret<String>,
}

/// Whether the portal runs on its developer's machine: then so may its clients.
pub(super) fn is_at_home(cx: &Cx) -> bool {
    let origin = Url::parse(&cx.app.settings.origin).ok();
    origin.is_some_and(|url| url.host_str().is_some_and(host::is_loopback))
}

/// A client, held until the transaction ends, whose row says what its seal says. A change never takes over what somebody else wrote.
pub(super) async fn held(tx: &Tx, key: &SubjectKey, id: Uuid) -> Outcome<Model, ClientRefusal> {
    let row = found(tx, id).await?.ok_or_else(|| refuse(ClientRefusal::Unknown))?;
    if client_seals::holds_client(key, &row) { Ok(row) } else { Err(refuse(ClientRefusal::RowChanged)) }
}

/// As [`held`], whatever its seal says.
pub(super) async fn found(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

/// Puts what was said into a row.
pub(super) fn put(cx: &Cx, key: &SubjectKey, row: &mut Model, facts: ClientFacts) -> Result<(), Fault> {
    row.name = facts.name;
    row.redirect_uris = serde_json::to_string(&facts.redirect_uris)?;
    row.post_logout_redirect_uris = serde_json::to_string(&facts.post_logout_redirect_uris)?;
    row.backchannel_logout_uri = facts.backchannel_logout_uri;
    row.scopes = facts.scopes;
    row.id_token_alg = facts.id_token_alg;
    row.require_par = facts.require_par;
    row.first_party = facts.first_party;
    row.products = serde_json::to_string(&facts.products)?;
    row.note_sealed = match facts.note.as_str() {
        "" => None,
        note => Some(key.seal(cx.app.random.as_ref(), NOTE, row.id, note.as_bytes())?),
    };
    Ok(())
}

/// Stores a changed row under the next version, with a seal of what it says now.
pub(super) async fn store(cx: &Cx, tx: &Tx, key: &SubjectKey, mut row: Model) -> Result<(), Fault> {
    row.version += 1;
    row.changed_at = cx.now();
    row.rights_sealed = client_seals::of_client(cx, key, &row)?;
    Entity::update(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The row as the protocol uses it.
pub(super) fn opened(row: &Model) -> Result<Client, Fault> {
    read(row.clone()).ok_or_else(|| Fault::new(format!("client {}: a list of its row is none", row.id)))
}

/// The secrets of a client that work at this moment, the oldest first.
pub(super) async fn live(cx: &Cx, tx: &Tx, client: Uuid) -> Result<Vec<client_secret::Model>, Fault> {
    use client_secret::{Column, Entity};
    use sea_orm::QueryOrder as _;
    let works = Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(cx.now()));
    let own = Entity::find().filter(Column::Client.eq(client)).filter(works);
    Ok(own.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(&**tx).await?)
}

/// Makes a secret of a client.
pub(super) async fn make(cx: &Cx, tx: &Tx, key: &SubjectKey, client: Uuid) -> Result<NewSecret, Fault> {
    let secret = form::random(cx.app.random.as_ref());
    let version = peppers::writing(cx, tx, SECRET).await?;
    let mut row = client_secret::Model {
        id: cx.id(),
        client,
        secret_hash: cx.app.keys.lookup_under(version, SECRET, secret.expose().as_bytes())?.to_vec(),
        pepper_version: version,
        prefix: form::prefix(secret.expose()),
        rights_sealed: Vec::new(),
        created_at: cx.now(),
        ends_at: None,
        used_at: None,
    };
    row.rights_sealed = client_seals::of_secret(cx, key, &row)?;
    let id = row.id;
    client_secret::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(NewSecret { id, secret })
}

/// Sets when a secret ends.
pub(super) async fn end(
    cx: &Cx,
    tx: &Tx,
    key: &SubjectKey,
    mut row: client_secret::Model,
    at: Moment,
) -> Result<(), Fault> {
    row.ends_at = Some(at);
    row.rights_sealed = client_seals::of_secret(cx, key, &row)?;
    client_secret::Entity::update(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}
