//! What an edition needs: a connected account, or none (LIC-33). An edition without a row needs none.

use crate::inventory::CATALOG;
use crate::model::edition_service::AccountNeed;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One edition.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "edition_service")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// This edition.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub edition_id: Uuid,
    /// For which of its features a product must be connected to an account.
    #[holds(CATALOG)]
    pub account_need: AccountNeed,
}

gatehouse_db::no_relations!();
