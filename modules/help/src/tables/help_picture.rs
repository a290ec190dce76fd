//! Pictures that staff put into articles.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row: a picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_picture")]
#[personal(purpose = "The pictures of the help center", subject = Staff("made_by"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this article.
    #[holds(TECHNICAL)]
    pub article_id: Uuid,
    /// What a text calls it ([`crate::model::picture`]).
    #[holds(TECHNICAL)]
    pub name: String,
    /// Its file.
    #[holds(TECHNICAL)]
    pub file_id: Uuid,
    /// What it shows, in words: what the line for a text begins with.
    #[holds(TECHNICAL)]
    pub alt: String,
    /// Who put it there.
    #[holds(Pseudonym)]
    pub made_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
}

gatehouse_db::no_relations!();
