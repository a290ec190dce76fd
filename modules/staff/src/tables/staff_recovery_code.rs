//! The table `staff_recovery_code`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One recovery code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_recovery_code")]
#[personal(purpose = "Signing in without the authenticator app", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// Keyed hash of member and code.
    #[holds(Lookup(Short))]
    pub code_hash: Vec<u8>,
    /// When it was made.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it was used up.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
