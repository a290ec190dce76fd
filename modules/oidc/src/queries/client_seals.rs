//! What a client may, under seal in its row (PRI-13): where people are sent, for what it may ask, and that it has not been disabled. So is
//! whose a secret is and until when it works. A client outlives who registered it, so the installation's own key seals. Whoever changes a
//! row past the program gives nobody anything: what disagrees with its seal is no client.

use crate::model::client::{ClientKind, IdTokenAlg};
use crate::tables::{client, client_secret};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const CLIENT: &str = "oidc_client.rights_sealed";
const SECRET: &str = "oidc_client_secret.rights_sealed";

/// What the seal of a client says.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct ClientGrant {
    client_id: String,
    name: String,
    kind: ClientKind,
    redirect_uris: String,
    post_logout_redirect_uris: String,
    backchannel_logout_uri: Option<String>,
    scopes: String,
    id_token_alg: IdTokenAlg,
    require_par: bool,
    first_party: bool,
    products: String,
    disabled_at: Option<Moment>,
    version: i64,
}

impl ClientGrant {
    fn of(row: &client::Model) -> Self {
        Self {
            client_id: row.client_id.clone(),
            name: row.name.clone(),
            kind: row.kind,
            redirect_uris: row.redirect_uris.clone(),
            post_logout_redirect_uris: row.post_logout_redirect_uris.clone(),
            backchannel_logout_uri: row.backchannel_logout_uri.clone(),
            scopes: row.scopes.clone(),
            id_token_alg: row.id_token_alg,
            require_par: row.require_par,
            first_party: row.first_party,
            products: row.products.clone(),
            disabled_at: row.disabled_at,
            version: row.version,
        }
    }
}

/// What the seal of a secret says.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct SecretGrant {
    client: Uuid,
    hash: [u8; 32],
    ends_at: Option<Moment>,
}

impl SecretGrant {
    fn of(row: &client_secret::Model) -> Self {
        Self { client: row.client, hash: Sha256::digest(&row.secret_hash).into(), ends_at: row.ends_at }
    }
}

/// The key that seals clients.
pub(crate) async fn opener<C: ConnectionTrait>(cx: &Cx, conn: &C) -> Result<SubjectKey, Fault> {
    subject::key(cx, conn, subject::INSTALLATION).await
}

fn sealed<T: Serialize>(cx: &Cx, key: &SubjectKey, place: &str, row: Uuid, says: &T) -> Result<Vec<u8>, Fault> {
    key.seal(cx.app.random.as_ref(), place, row, &serde_json::to_vec(says)?)
}

fn agrees<T: DeserializeOwned + PartialEq>(key: &SubjectKey, place: &str, row: Uuid, seal: &[u8], says: &T) -> bool {
    let stated = key.open(place, row, seal).ok().and_then(|plain| serde_json::from_slice::<T>(&plain).ok());
    let agrees = stated.is_some_and(|stated| stated == *says);
    if !agrees {
        tracing::error!(place, %row, "a row that gives rights was changed past Gatehouse, and counts as nothing");
    }
    agrees
}

/// The seal of a client's row as it stands.
pub(crate) fn of_client(cx: &Cx, key: &SubjectKey, row: &client::Model) -> Result<Vec<u8>, Fault> {
    sealed(cx, key, CLIENT, row.id, &ClientGrant::of(row))
}

/// Whether a client's row says what its seal says.
pub(crate) fn holds_client(key: &SubjectKey, row: &client::Model) -> bool {
    agrees(key, CLIENT, row.id, &row.rights_sealed, &ClientGrant::of(row))
}

/// The seal of a secret's row as it stands.
pub(crate) fn of_secret(cx: &Cx, key: &SubjectKey, row: &client_secret::Model) -> Result<Vec<u8>, Fault> {
    sealed(cx, key, SECRET, row.id, &SecretGrant::of(row))
}

/// Whether a secret's row says what its seal says.
pub(crate) fn holds_secret(key: &SubjectKey, row: &client_secret::Model) -> bool {
    agrees(key, SECRET, row.id, &row.rights_sealed, &SecretGrant::of(row))
}
