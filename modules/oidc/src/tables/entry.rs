//! Entries.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One entry. A column with a person's data needs a category, and the table a basis and an end: see the other modules.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_entry")]
#[personal(purpose = "Entries of staff")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// One line.
    #[holds(NotPersonal("says nothing about a person"))]
    pub title: String,
    /// When it was added.
    #[holds(NotPersonal("a technical time"))]
    pub created_at: Moment,
}

gatehouse_db::no_relations!();
