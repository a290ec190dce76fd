//! Registers a site, an app or a product that signs people in here (ACC-21). One that can keep a secret gets one, which who registers it
//! sees this once.

use super::fields::{ClientError, ClientInput, read};
use super::steps::{NewSecret, is_at_home, make, put};
use crate::events::CLIENT_REGISTERED;
use crate::model::client::{ClientKind, IdTokenAlg, new_client_id};
use crate::queries::client_seals;
use crate::rights::{ClientsWrite, NotAllowed, may};
use crate::tables::client::{Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// The most clients of an installation.
pub const MOST: u64 = 500;

/// A new client, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewClient {
    /// What it runs on, a word of [`ClientKind`]; it stays so.
    pub kind: String,
    /// Everything that can be changed later.
    pub client: ClientInput,
}

/// What was registered.
#[derive(Debug)]
pub struct Registered {
    /// Its row.
    pub id: Uuid,
    /// Its first secret, where it can keep one.
    pub secret: Option<NewSecret>,
}

/// Why nothing was registered.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RegisterRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// One or more fields.
    Invalid(Invalid<ClientError>),
    /// There are [`MOST`].
    #[refusal(409, "client.too_many", client_too_many(MOST.to_string()))]
    TooMany,
}

/// Registers a client.
pub async fn register(cx: &Cx, new: &NewClient) -> Outcome<Registered, RegisterRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    let kind = ClientKind::from_word(&new.kind).ok_or(Invalid::one(ClientError::KindUnknown)).or_refuse()?;
    let facts = read(&new.client, kind, is_at_home(cx)).or_refuse()?;
    let tx = cx.begin().await?;
    if Entity::find().count(&*tx).await? >= MOST {
        return Err(refuse(RegisterRefusal::TooMany));
    }
    let key = client_seals::opener(cx, &*tx).await?;
    let mut row = Model {
        id: cx.id(),
        client_id: new_client_id(cx.app.random.as_ref()),
        name: String::new(),
        kind,
        redirect_uris: String::new(),
        post_logout_redirect_uris: String::new(),
        backchannel_logout_uri: None,
        scopes: String::new(),
        id_token_alg: IdTokenAlg::Rs256,
        require_par: false,
        first_party: false,
        products: String::new(),
        note_sealed: None,
        rights_sealed: Vec::new(),
        created_at: cx.now(),
        changed_at: cx.now(),
        disabled_at: None,
        version: 1,
    };
    put(cx, &key, &mut row, facts)?;
    row.rights_sealed = client_seals::of_client(cx, &key, &row)?;
    let (id, details) = (row.id, json!({ "client_kind": kind.word(), "client_own": row.first_party.to_string() }));
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&*tx).await?;
    let secret = if kind.is_confidential() { Some(make(cx, &tx, &key, id).await?) } else { None };
    cx.audit(&tx, CLIENT_REGISTERED.about(id).with(details)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(Registered { id, secret })
}
