//! Runs that brought requests from another program.

use crate::inventory::TECHNICAL;
use crate::model::request::{ImportSource, ImportState};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "import_run")]
#[personal(purpose = "Bringing requests from another program", subject = Staff("made_by"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Which program.
    #[holds(TECHNICAL)]
    pub source: ImportSource,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: ImportState,
    /// Nothing is stored.
    #[holds(TECHNICAL)]
    pub dry_run: bool,
    /// What was uploaded, while it is needed.
    #[holds(TECHNICAL)]
    pub file_id: Option<Uuid>,
    /// Things in the file.
    #[holds(TECHNICAL)]
    pub total: i64,
    /// Those that are done.
    #[holds(TECHNICAL)]
    pub done: i64,
    /// Those that were refused.
    #[holds(TECHNICAL)]
    pub refused: i64,
    /// What happened with each, under the installation's key.
    #[holds(Sealed(Correspondence))]
    pub report_sealed: Option<Vec<u8>>,
    /// Who began it.
    #[holds(Pseudonym)]
    pub made_by: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// When it ended.
    #[holds(TECHNICAL)]
    pub ended_at: Option<Moment>,
}

gatehouse_db::no_relations!();
