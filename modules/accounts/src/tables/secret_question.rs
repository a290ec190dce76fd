//! The table `secret_question`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// What the owner of a plain login is asked who has forgotten the password.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "secret_question")]
#[personal(
    purpose = "Setting a new password without an address",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// Its number in the list of questions.
    #[holds(Personal(Preference))]
    pub question: i64,
    /// The PHC string of the answer.
    #[holds(Sealed(Credential))]
    pub answer_sealed: Vec<u8>,
    /// When it was chosen.
    #[holds(Personal(Activity))]
    pub set_at: Moment,
}

gatehouse_db::no_relations!();
