//! Which account has which license (LIC-5).

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One account that added the license.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_holder")]
#[personal(
    purpose = "Which account has which license",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// This license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// This account.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// When it was added.
    #[holds(Personal(Activity))]
    pub added_at: Moment,
}

gatehouse_db::no_relations!();
