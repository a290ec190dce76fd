//! The table `address_change`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// An address that waits for its proof.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "address_change")]
#[personal(
    purpose = "Changing the address of an account when the new one is proven",
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
    /// The new address as typed.
    #[holds(Sealed(Contact))]
    pub email_sealed: Vec<u8>,
    /// When it was asked for.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// Until then it can be proven.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
