//! The table `oidc_client`.

use crate::inventory::TECHNICAL;
use crate::model::client::{ClientKind, IdTokenAlg};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One client. What gives it rights is believed only where the seal says the same: see `queries::client_seals`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_client")]
#[personal(purpose = "Sites, apps and products that sign people in here")]
pub struct Model {
    /// UUID v7; names the client in the audit log and in the API.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// What the client calls itself in the protocol.
    #[holds(Stated("rights_sealed"))]
    pub client_id: String,
    /// What people read.
    #[holds(Stated("rights_sealed"))]
    pub name: String,
    /// What it runs on.
    #[holds(Stated("rights_sealed"))]
    pub kind: ClientKind,
    /// Where people are sent back to: a JSON array.
    #[holds(Stated("rights_sealed"))]
    pub redirect_uris: String,
    /// Where people are sent after signing out: a JSON array.
    #[holds(Stated("rights_sealed"))]
    pub post_logout_redirect_uris: String,
    /// Where its server hears that somebody signed out.
    #[holds(Stated("rights_sealed"))]
    pub backchannel_logout_uri: Option<String>,
    /// The scopes that it may ask for, separated by spaces.
    #[holds(Stated("rights_sealed"))]
    pub scopes: String,
    /// What signs its ID tokens.
    #[holds(Stated("rights_sealed"))]
    pub id_token_alg: IdTokenAlg,
    /// Whether it must push its requests (RFC 9126).
    #[holds(Stated("rights_sealed"))]
    pub require_par: bool,
    /// The vendor's own: nobody is asked for consent.
    #[holds(Stated("rights_sealed"))]
    pub first_party: bool,
    /// The products that sign in by it, as people know them: a JSON array.
    #[holds(Stated("rights_sealed"))]
    pub products: String,
    /// What it is for, in the words of staff; under the installation's key.
    #[holds(Sealed(Name))]
    pub note_sealed: Option<Vec<u8>>,
    /// What gives it rights, stated once more.
    #[holds(SealedGrant)]
    pub rights_sealed: Vec<u8>,
    /// When it was registered.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// When it was changed last.
    #[holds(TECHNICAL)]
    pub changed_at: Moment,
    /// It signs nobody in since then.
    #[holds(Stated("rights_sealed"))]
    pub disabled_at: Option<Moment>,
    /// Goes up with every change.
    #[holds(Stated("rights_sealed"))]
    pub version: i64,
}

gatehouse_db::no_relations!();
