//! Articles, questions and terms: what does not depend on the language.

use crate::inventory::TECHNICAL;
use crate::model::words::{Audience, Kind};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_article")]
#[personal(purpose = "The articles of the help center")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// What people quote; never given again.
    #[holds(TECHNICAL)]
    pub number: i64,
    /// Its words in addresses, behind the number.
    #[holds(TECHNICAL)]
    pub slug: String,
    /// Where it stands.
    #[holds(TECHNICAL)]
    pub category_id: Uuid,
    /// What it is.
    #[holds(TECHNICAL)]
    pub kind: Kind,
    /// Who may read it.
    #[holds(TECHNICAL)]
    pub audience: Audience,
    /// The language in which it is written first; the others are translations of it.
    #[holds(TECHNICAL)]
    pub source_lang: String,
    /// The page that it speaks of.
    #[holds(TECHNICAL)]
    pub form: Option<String>,
    /// Whether it came with the program.
    #[holds(TECHNICAL)]
    pub shipped: bool,
    /// The version of the source since which translations are outdated that rest on an earlier one.
    #[holds(TECHNICAL)]
    pub material: i64,
    /// When it was taken out of the help center.
    #[holds(TECHNICAL)]
    pub archived_at: Option<Moment>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// When it was last changed.
    #[holds(TECHNICAL)]
    pub changed_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
