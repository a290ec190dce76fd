//! Histories that were carried over to another account (SUP-16).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "history_carry_over")]
#[personal(
    purpose = "Proof that a history was carried over by right",
    basis = "f",
    subject = Account("to_account"),
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// From this account.
    #[holds(Pseudonym)]
    pub from_account: Option<Uuid>,
    /// To this one.
    #[holds(Pseudonym)]
    pub to_account: Option<Uuid>,
    /// How the identity was checked, under the installation's key.
    #[holds(Sealed(Correspondence))]
    pub reason_sealed: Option<Vec<u8>>,
    /// How many requests.
    #[holds(TECHNICAL)]
    pub requests: i64,
    /// By whom.
    #[holds(Pseudonym)]
    pub done_by: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub done_at: Moment,
}

gatehouse_db::no_relations!();
