//! What administrators are told by mail (COM-13), until the mails are queued.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_news")]
#[personal(purpose = "Telling the administrators of a company what was done there", basis = "b")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// What happened, and the names of whom it concerns ([`crate::model::notice::News`]); under the company's key.
    #[holds(Sealed(Name))]
    pub news_sealed: Vec<u8>,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
}

gatehouse_db::no_relations!();
