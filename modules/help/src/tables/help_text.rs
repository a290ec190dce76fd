//! The texts of articles: each version in each language.

use crate::inventory::TECHNICAL;
use crate::model::words::State;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_text")]
#[personal(purpose = "The articles of the help center", subject = Staff("author_id"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this article.
    #[holds(TECHNICAL)]
    pub article_id: Uuid,
    /// The tag of its language.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// Its number among those of its language, from 1.
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: State,
    /// One line.
    #[holds(TECHNICAL)]
    pub title: String,
    /// Markdown.
    #[holds(TECHNICAL)]
    pub body: String,
    /// Whether it says something else than the version before; wording alone makes no translation outdated.
    #[holds(TECHNICAL)]
    pub material: bool,
    /// The version of the source that it says; its own number where it is the source.
    #[holds(TECHNICAL)]
    pub of_source: i64,
    /// The fingerprint of the text that came with the program, where it is that.
    #[holds(TECHNICAL)]
    pub shipped: Option<String>,
    /// Who wrote it.
    #[holds(Pseudonym)]
    pub author_id: Option<Uuid>,
    /// Who read it over.
    #[holds(Pseudonym)]
    pub reader_id: Option<Uuid>,
    /// Why it was given back.
    #[holds(TECHNICAL)]
    pub note: Option<String>,
    /// When it was last written at.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// Since when people read it.
    #[holds(TECHNICAL)]
    pub published_at: Option<Moment>,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
