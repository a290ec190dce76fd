//! Statements that customers are asked to accept (PRI-7).

use crate::inventory::STATEMENTS;
use gatehouse_core::personal::PersonalData;
use gatehouse_core::{Lang, Moment};
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// How personal data are processed (ACC-12).
    Processing,
    /// The terms of use.
    Terms,
}

stored_words!(StatementKind { Processing = "processing", Terms = "terms" });

impl StatementKind {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Processing => t.msg_kind_processing(),
            Self::Terms => t.msg_kind_terms(),
        }
    }
}

/// One statement; what it says stands in its versions.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "statement")]
#[personal(purpose = "Statements that customers are asked to accept")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(STATEMENTS)]
    pub id: Uuid,
    /// `processing` or `terms`.
    #[holds(STATEMENTS)]
    pub kind: StatementKind,
    /// What staff call it.
    #[holds(STATEMENTS)]
    pub name: String,
    /// When it was made.
    #[holds(STATEMENTS)]
    pub created_at: Moment,
}

gatehouse_db::no_relations!();
