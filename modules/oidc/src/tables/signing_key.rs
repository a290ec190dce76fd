//! Keys that sign ID tokens, access tokens and logout tokens.

use crate::inventory::TECHNICAL;
use crate::model::client::IdTokenAlg;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One key. Each is published for a day before it signs.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_signing_key")]
#[personal(purpose = "Keys that sign what sites and apps are told")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its name in tokens and in the public set.
    #[holds(TECHNICAL)]
    pub kid: String,
    /// What it signs with.
    #[holds(TECHNICAL)]
    pub alg: IdTokenAlg,
    /// The public half as a JWK (RFC 7517).
    #[holds(TECHNICAL)]
    pub public: String,
    /// The private half (PKCS #8), under the installation's key.
    #[holds(Sealed(Credential))]
    pub private_sealed: Vec<u8>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// It signs from then on.
    #[holds(TECHNICAL)]
    pub signs_at: Moment,
    /// It is published until then; null: no other one has followed it.
    #[holds(TECHNICAL)]
    pub ends_at: Option<Moment>,
}

gatehouse_db::no_relations!();
