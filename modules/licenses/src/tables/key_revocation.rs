//! Issuing keys that a root key has taken back (LIC-11, LIC-20): the lists that were signed, of which the last one counts.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "key_revocation")]
#[personal(purpose = "Tells products which issuing keys to believe no more")]
pub struct Model {
    /// Rises with every list.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// The signed text.
    #[holds(TECHNICAL)]
    pub list: String,
    /// When it was signed.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
}

gatehouse_db::no_relations!();
