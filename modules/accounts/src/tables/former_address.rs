//! The table `former_address`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// An address that was an account's until lately.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "former_address")]
#[personal(
    purpose = "Undoing a change of address, and keeping the old one from others for 30 days",
    basis = "f",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; the link that undoes the change names it.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// Keyed hash of the normalized address.
    #[holds(Lookup(Moved))]
    pub email_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(NotPersonal("a key version"))]
    pub pepper_version: i64,
    /// The address as typed.
    #[holds(Sealed(Contact))]
    pub email_sealed: Vec<u8>,
    /// When it was given up.
    #[holds(Personal(Activity))]
    pub changed_at: Moment,
    /// When that was undone.
    #[holds(Personal(Activity))]
    pub undone_at: Option<Moment>,
}

gatehouse_db::no_relations!();
