//! What was sought in the help center and not found.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::{Pepper, PersonalData};
use sea_orm::entity::prelude::*;

/// One row: the same words in the same language. It says nothing of who sought them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_missed")]
#[personal(purpose = "Knowing which articles are missing", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The tag of the language in which it was sought.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// A keyed hash of language and words.
    #[holds(Lookup(Pepper::Short))]
    pub sought: Vec<u8>,
    /// The words, once enough have sought them ([`crate::model::missed::ENOUGH`]).
    #[holds(TECHNICAL)]
    pub words: Option<String>,
    /// How often: a visitor counts once a day.
    #[holds(TECHNICAL)]
    pub times: i64,
    /// When it was first sought.
    #[holds(TECHNICAL)]
    pub first_at: Moment,
    /// When it was last sought.
    #[holds(TECHNICAL)]
    pub last_at: Moment,
}

gatehouse_db::no_relations!();
