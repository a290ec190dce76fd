//! Keys that sign leases, and keys that sign key files.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One issuing key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "signing_key")]
#[personal(purpose = "Keys that sign leases and key files")]
pub struct Model {
    /// The key id.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub kid: String,
    /// What it signs.
    #[holds(TECHNICAL)]
    pub purpose: String,
    /// The public key, 32 bytes.
    #[holds(TECHNICAL)]
    pub public: Vec<u8>,
    /// The private key, sealed.
    #[holds(Sealed(Credential))]
    pub private_sealed: Vec<u8>,
    /// The root key's certificate of it, a compact JWS.
    #[holds(TECHNICAL)]
    pub certificate: String,
    /// Valid from.
    #[holds(TECHNICAL)]
    pub not_before: Moment,
    /// Valid until.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
}

gatehouse_db::no_relations!();
