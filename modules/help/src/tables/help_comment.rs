//! What people wrote about an article. Nobody is named in it.

use crate::inventory::TECHNICAL;
use crate::model::words::Reason;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_comment")]
#[personal(purpose = "Making articles better by what their readers miss", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// About this article.
    #[holds(TECHNICAL)]
    pub article_id: Uuid,
    /// The tag of the language in which it was read.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// Why it did not help.
    #[holds(TECHNICAL)]
    pub reason: Option<Reason>,
    /// What was written, under the installation's key: nobody knows whose it is.
    #[holds(Sealed(Correspondence))]
    pub text_sealed: Vec<u8>,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
}

gatehouse_db::no_relations!();
