//! How each account answers each statement now (PRI-7). What it was before stands in the ledger, `consent_event`.

use crate::model::answer::Answer;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "consent")]
#[personal(
    purpose = "Which statements a customer accepted, so that they are asked before use where their country demands it",
    basis = "c",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// To which statement.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(Preference))]
    pub statement_id: Uuid,
    /// The version that was answered last.
    #[holds(Personal(Preference))]
    pub version_id: Uuid,
    /// Its number.
    #[holds(Personal(Preference))]
    pub number: i64,
    /// What was answered.
    #[holds(Personal(Preference))]
    pub answer: Answer,
    /// When.
    #[holds(Personal(Activity))]
    pub answered_at: Moment,
}

gatehouse_db::no_relations!();
