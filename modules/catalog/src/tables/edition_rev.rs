//! What an edition granted at a time (LIC-1). Rows are added, never changed.

use crate::inventory::CATALOG;
use crate::model::edition_service::AccountNeed;
use crate::model::regions::Regions;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One revision of an edition. The highest number is what is sold now.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "edition_rev")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// Of this edition.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub edition_id: Uuid,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub number: i64,
    /// The edition's code.
    #[holds(CATALOG)]
    pub code: String,
    /// The edition's name.
    #[holds(CATALOG)]
    pub name: String,
    /// Codes of its features in the catalog's order, joined by commas, which no code holds.
    #[holds(CATALOG)]
    pub features: String,
    /// Where it was sold.
    #[holds(CATALOG)]
    pub regions: Regions,
    /// How long a device runs without asking again, in days.
    #[holds(CATALOG)]
    pub lease_days: i64,
    /// How many freed seats of a license may count against its transfer limit; null: as many as seats, at least two.
    #[holds(CATALOG)]
    pub transfer_allowance: Option<i64>,
    /// For which of its features a product must be connected to an account (LIC-33).
    #[holds(CATALOG)]
    pub account_need: AccountNeed,
    /// Where it must be for some: the codes of these, as above.
    #[holds(CATALOG)]
    pub account_features: String,
    /// The standard support in a sentence, by language: JSON (LIC-34).
    #[holds(CATALOG)]
    pub support: String,
    /// Further services, alike.
    #[holds(CATALOG)]
    pub services: String,
    /// When it was made.
    #[holds(CATALOG)]
    pub made_at: Moment,
}

gatehouse_db::no_relations!();
