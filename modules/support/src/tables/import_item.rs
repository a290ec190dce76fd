//! What became of each thing of a file. What was taken stays for good, so that nothing comes twice, and nothing that was erased comes again.

use crate::inventory::TECHNICAL;
use crate::model::request::ImportSource;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "import_item")]
#[personal(purpose = "Bringing requests from another program")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// By this run.
    #[holds(TECHNICAL)]
    pub run_id: Uuid,
    /// Which thing of the file it was, from 1; of a CSV file its line.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// From this program.
    #[holds(TECHNICAL)]
    pub source: ImportSource,
    /// Its id there; empty: it could not be read.
    #[holds(TECHNICAL)]
    pub foreign_id: String,
    /// Program, kind and id, where it was taken: unique.
    #[holds(TECHNICAL)]
    pub once: Option<String>,
    /// The request that it is now, or is part of; null once nothing is left of it.
    #[holds(TECHNICAL)]
    pub request_id: Option<Uuid>,
    /// Why it was refused: a code.
    #[holds(TECHNICAL)]
    pub refusal: Option<String>,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
    /// When what was refused is forgotten.
    #[holds(TECHNICAL)]
    pub ends_at: Option<Moment>,
}

gatehouse_db::no_relations!();
