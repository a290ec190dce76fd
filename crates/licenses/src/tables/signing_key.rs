//! Keys that sign leases.

use sea_orm::entity::prelude::*;

/// One issuing key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// The key id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// What it signs.
    pub purpose: String,
    /// The public key, 32 bytes.
    pub public: Vec<u8>,
    /// The private key, sealed.
    pub private_sealed: Vec<u8>,
    /// The root's word for it, a compact JWS.
    pub certificate: String,
    /// Valid from.
    pub not_before: i64,
    /// Valid until.
    pub expires_at: i64,
    /// When it was made.
    pub created_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
