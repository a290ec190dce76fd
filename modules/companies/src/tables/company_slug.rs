//! Words of companies in addresses, also earlier ones.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_slug")]
#[personal(purpose = "Links into a company go on working when it is renamed")]
pub struct Model {
    /// The word.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub slug: String,
    /// Whose it is; null once the company is gone.
    #[holds(TECHNICAL)]
    pub company_id: Option<Uuid>,
    /// Whether it is the one of now.
    #[holds(TECHNICAL)]
    pub current: bool,
}

gatehouse_db::no_relations!();
