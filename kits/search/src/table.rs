//! The table of texts. The index over it is the engine's own: a table of FTS5, or a generated column.

use gatehouse_core::Moment;
use gatehouse_core::personal::{Holds, PersonalData};
use sea_orm::entity::prelude::*;

/// What says which text it is.
const PLACE: Holds = Holds::NotPersonal("says which sort of text it is");

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "search_text")]
#[personal(purpose = "Finding requests and articles by their words", basis = "b")]
pub struct Model {
    /// Its place in lists; grows.
    #[sea_orm(primary_key)]
    #[holds(NotPersonal("a number that the database gives"))]
    pub number: i64,
    /// What it is, such as `support.request`.
    #[holds(PLACE)]
    pub kind: String,
    /// Of which thing.
    #[holds(Pseudonym)]
    pub about_id: Uuid,
    /// Which part of the thing's words.
    #[holds(PLACE)]
    pub part: String,
    /// Under whose key the text itself is sealed.
    #[holds(Pseudonym)]
    pub subject_id: Uuid,
    /// When the words were last changed.
    #[holds(NotPersonal("a technical time"))]
    pub at: Moment,
    /// Keyed hashes of who may find it, and of what it is narrowed by.
    #[holds(Pseudonym)]
    pub marks: String,
    /// Keyed hashes of the title's words.
    #[holds(Sealed(Correspondence))]
    pub title: String,
    /// Keyed hashes of the other words.
    #[holds(Sealed(Correspondence))]
    pub words: String,
    /// Keyed hashes of how words begin.
    #[holds(Sealed(Correspondence))]
    pub heads: String,
}

gatehouse_db::no_relations!();
