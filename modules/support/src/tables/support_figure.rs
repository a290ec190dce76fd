//! Figures of support by day (SUP-19).

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_figure")]
#[personal(purpose = "Seeing how support does")]
pub struct Model {
    /// By what it is broken down ([`crate::model::figures::Dim`]).
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub dim: String,
    /// The day of the vendor's zone, in days since 1970; 0: of now.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub day: i64,
    /// Which one: an id or a word; empty: none. Of `engineer` a member of the staff: these are forgotten after three years.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub value: String,
    /// What is counted ([`crate::model::figures::Measure`]).
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub measure: String,
    /// Of times the fewest minutes ([`crate::model::figures::bucket`]), of ratings the mark, else 0.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub bucket: i64,
    /// How many.
    #[holds(TECHNICAL)]
    pub n: i64,
}

gatehouse_db::no_relations!();
