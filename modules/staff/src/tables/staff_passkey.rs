//! The table `staff_passkey`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One passkey or security key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_passkey")]
#[personal(purpose = "Signing in with a passkey", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// A hash of the random id of its credential, by which its owner is found.
    #[holds(Pseudonym)]
    pub credential_hash: Vec<u8>,
    /// What its owner calls it.
    #[holds(Sealed(Device))]
    pub name_sealed: Vec<u8>,
    /// Its public key and its counter.
    #[holds(Sealed(Credential))]
    pub secret_sealed: Vec<u8>,
    /// When it was added.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it opened last.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
