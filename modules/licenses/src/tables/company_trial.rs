//! Which company had its trial of a product (LIC-22). It outlasts the license in the company.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One trial of a company.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_trial")]
#[personal(purpose = "One trial of a product for a company", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Of this product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// This license was it.
    #[holds(TECHNICAL)]
    pub license_id: Uuid,
    /// When it was added.
    #[holds(TECHNICAL)]
    pub taken_at: Moment,
}

gatehouse_db::no_relations!();
