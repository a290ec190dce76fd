//! The table `account_factor`.

use crate::model::FactorKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One factor of an account beside the password (ACC-9).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "account_factor")]
#[personal(
    purpose = "Signing in in two steps",
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
    /// What it is.
    #[holds(NotPersonal("a kind of factor"))]
    pub kind: FactorKind,
    /// What its owner calls it.
    #[holds(Sealed(Device))]
    pub name_sealed: Vec<u8>,
    /// What only it and we know; of a passkey its public key and its counter.
    #[holds(Sealed(Credential))]
    pub secret_sealed: Vec<u8>,
    /// The step of the last code taken: none opens twice.
    #[holds(NotPersonal("a counter"))]
    pub last_step: i64,
    /// A hash of the random id of a passkey's credential, by which its owner is found.
    #[holds(Pseudonym)]
    pub credential_hash: Option<Vec<u8>>,
    /// When it was added.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it opened last.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
