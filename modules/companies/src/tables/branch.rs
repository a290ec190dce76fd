//! Branches of companies (COM-6).

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One branch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "branch")]
#[personal(purpose = "The branches that a company tells its users apart by")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The name as it is compared.
    #[holds(TECHNICAL)]
    pub name_key: String,
    /// Its name.
    #[holds(TECHNICAL)]
    pub name: String,
}

gatehouse_db::no_relations!();
