//! The count behind the serial numbers of key files, and the secret that turns it into them (LIC-11).

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// The one row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "key_serial")]
#[personal(purpose = "Serial numbers of key files that tell nobody how many there are")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: i64,
    /// How many files were made.
    #[holds(TECHNICAL)]
    pub counted: i64,
    /// The secret of the permutation, sealed; it never changes.
    #[holds(Sealed(Credential))]
    pub secret_sealed: Vec<u8>,
}

gatehouse_db::no_relations!();
