//! What was advised to somebody who asked support, and whether it solved it.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row. It says which request, and goes with it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_advice")]
#[personal(purpose = "Advising before support answers, and knowing whether that helps", basis = "b")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// The article.
    #[holds(TECHNICAL)]
    pub article_id: Uuid,
    /// Its place among those that were advised, from 1.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
    /// When its author said that this solved it.
    #[holds(TECHNICAL)]
    pub solved_at: Option<Moment>,
}

gatehouse_db::no_relations!();
