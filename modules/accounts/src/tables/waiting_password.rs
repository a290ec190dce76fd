//! The table `waiting_password`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A new password that waits for 72 hours.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "waiting_password")]
#[personal(
    purpose = "Setting a new password by a secret question alone no sooner than its owner can object",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The PHC string of the new password.
    #[holds(Sealed(Credential))]
    pub password_sealed: Vec<u8>,
    /// When the question was answered.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
}

gatehouse_db::no_relations!();
