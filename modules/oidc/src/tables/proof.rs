//! Proofs of possession that were seen (RFC 9449 §11.1).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_proof")]
#[personal(purpose = "Taking no proof of an app twice")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The keyed hash of key and id.
    #[holds(Lookup(Short))]
    pub proof_hash: Vec<u8>,
    /// It would be too old from then on.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
