//! Which holders were told that a license expires (ACC-16).

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "expiry_notice")]
#[personal(
    purpose = "Telling people once that a license expires, as they asked",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Of this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// Who was told.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The end that was told.
    #[holds(Personal(License))]
    pub ends_at: Moment,
    /// How many days before it: 30, 14, 7, 1 or 0.
    #[holds(Personal(License))]
    pub days: i64,
    /// When.
    #[holds(Personal(Activity))]
    pub sent_at: Moment,
}

gatehouse_db::no_relations!();
