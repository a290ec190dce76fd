//! Which warning of the end of the vendor's certificate for Apple's push service was sent last.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row for each end: a new certificate is warned of anew.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "apns_warning")]
#[personal(purpose = "Telling of each end of a certificate once")]
pub struct Model {
    /// When the chain ends.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub ends_at: i64,
    /// How many days before the end the last one was.
    #[holds(TECHNICAL)]
    pub days: i64,
    /// When it was sent.
    #[holds(TECHNICAL)]
    pub told_at: Moment,
}

gatehouse_db::no_relations!();
