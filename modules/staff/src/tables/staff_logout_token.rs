//! The table `staff_logout_token`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A logout token that was taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_logout_token")]
#[personal(purpose = "Taking a logout token once", basis = "f")]
pub struct Model {
    /// Keyed hash of issuer and `jti`.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Lookup(Short))]
    pub id: Vec<u8>,
    /// When the token is refused for its age, and the row can go.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
