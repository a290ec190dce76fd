//! Rounds of the yearly survey (SUP-15).

use crate::inventory::TECHNICAL;
use crate::model::survey::RoundState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "survey_round")]
#[personal(purpose = "Asking those who agreed how good support was")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: RoundState,
    /// The member of the staff who started it.
    #[holds(Pseudonym)]
    pub started_by: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub started_at: Moment,
    /// When everybody was asked, or it was stopped.
    #[holds(TECHNICAL)]
    pub ended_at: Option<Moment>,
    /// Accounts up to this one have had their turn.
    #[holds(Pseudonym)]
    pub after_account: Uuid,
    /// Surveys that it has made; of them, those not sent go when it is stopped.
    #[holds(TECHNICAL)]
    pub asked: i64,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
