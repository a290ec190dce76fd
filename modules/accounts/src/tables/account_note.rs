//! The table `account_note`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A note of the staff about a customer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "account_note")]
#[personal(
    purpose = "Helping a customer: what one member of the staff has to know from another",
    basis = "f",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// About which account.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The member of the staff who wrote it.
    #[holds(Pseudonym)]
    pub author_id: Uuid,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
    /// What it says, sealed under the account's key.
    #[holds(Sealed(Correspondence))]
    pub text_sealed: Vec<u8>,
}

gatehouse_db::no_relations!();
