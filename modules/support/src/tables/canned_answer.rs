//! Answers that staff give often.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "canned_answer")]
#[personal(purpose = "Sharing the work on requests", subject = Staff("made_by"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its name.
    #[holds(TECHNICAL)]
    pub name: String,
    /// Where it stands.
    #[holds(TECHNICAL)]
    pub folder: String,
    /// Its text in each language, as JSON.
    #[holds(TECHNICAL)]
    pub texts: String,
    /// How often.
    #[holds(TECHNICAL)]
    pub used: i64,
    /// When last.
    #[holds(TECHNICAL)]
    pub used_at: Option<Moment>,
    /// Who wrote it.
    #[holds(Pseudonym)]
    pub made_by: Uuid,
    /// When it was changed.
    #[holds(TECHNICAL)]
    pub changed_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
