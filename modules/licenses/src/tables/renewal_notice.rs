//! Which holders were told that the shop will renew a license (LIC-8).

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "renewal_notice")]
#[personal(
    purpose = "Telling people once before a license is renewed automatically",
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
    /// The renewal that was told.
    #[holds(Personal(License))]
    pub renews_at: Moment,
    /// When.
    #[holds(Personal(Activity))]
    pub sent_at: Moment,
}

gatehouse_db::no_relations!();
