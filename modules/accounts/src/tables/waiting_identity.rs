//! The table `waiting_identity`.

use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// An identity that waits with its mailed link for the proof of the address (ACC-8). It goes with the link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "waiting_identity")]
#[personal(
    purpose = "Signing in with an account elsewhere",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// The link's id.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// What the service said.
    #[holds(Sealed(Contact))]
    pub identity_sealed: Vec<u8>,
}

gatehouse_db::no_relations!();
