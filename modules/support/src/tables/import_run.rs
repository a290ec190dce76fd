//! Runs that bring requests from another program.

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
    /// What whoever began it calls it.
    #[holds(TECHNICAL)]
    pub name: String,
    /// Which program.
    #[holds(TECHNICAL)]
    pub source: ImportSource,
    /// The language of people without an account.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: ImportState,
    /// Nothing is stored.
    #[holds(TECHNICAL)]
    pub dry_run: bool,
    /// What was uploaded, while it is needed.
    #[holds(TECHNICAL)]
    pub file_id: Option<Uuid>,
    /// What the file has, in numbers ([`crate::model::import::report::Summary`]).
    #[holds(TECHNICAL)]
    pub summary: Option<String>,
    /// Things in the file.
    #[holds(TECHNICAL)]
    pub total: i64,
    /// Those that were taken.
    #[holds(TECHNICAL)]
    pub taken: i64,
    /// Those that were there before.
    #[holds(TECHNICAL)]
    pub passed: i64,
    /// Those that were refused.
    #[holds(TECHNICAL)]
    pub refused: i64,
    /// Why the file was given up: a code.
    #[holds(TECHNICAL)]
    pub failure: Option<String>,
    /// Who began it; null: the command line.
    #[holds(Pseudonym)]
    pub made_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// When it ended.
    #[holds(TECHNICAL)]
    pub ended_at: Option<Moment>,
}

gatehouse_db::no_relations!();
