//! Products of the catalog (LIC-1).

use crate::inventory::CATALOG;
use crate::model::merge_rule::MergeRule;
use crate::model::regions::Regions;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "product")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// The stable word, unique and in lower case.
    #[holds(CATALOG)]
    pub code: String,
    /// Its name.
    #[holds(CATALOG)]
    pub name: String,
    /// In a sentence or two.
    #[holds(CATALOG)]
    pub description: String,
    /// After a top-up only a key file works (LIC-18).
    #[holds(CATALOG)]
    pub key_file_only_after_top_up: bool,
    /// Days of a trial; no trials when null.
    #[holds(CATALOG)]
    pub trial_days: Option<i64>,
    /// The license agreement in force must be accepted before the first activation (LIC-34).
    #[holds(CATALOG)]
    pub statement_required: bool,
    /// Where it is sold.
    #[holds(CATALOG)]
    pub regions: Regions,
    /// How long a device runs without asking again; 1 to 90.
    #[holds(CATALOG)]
    pub lease_days: i64,
    /// How many freed seats of a license may count against its transfer limit; null: as many as seats, at least two.
    #[holds(CATALOG)]
    pub transfer_allowance: Option<i64>,
    /// How many days an old code goes on after another one took its place (LIC-18).
    #[holds(CATALOG)]
    pub transition_days: i64,
    /// What becomes of the ends of codes that are merged at renewal (LIC-19).
    #[holds(CATALOG)]
    pub merge_rule: MergeRule,
    /// The icon: the name of a picture below `/_brand/`; see [`gatehouse_brand::uploads::PRODUCT_SIDE`].
    #[holds(CATALOG)]
    pub icon: Option<String>,
    /// Where it is bought; see [`crate::model::shop_link`]. Empty: nowhere that is known.
    #[holds(CATALOG)]
    pub buy_url: String,
    /// Where a license of it is renewed.
    #[holds(CATALOG)]
    pub renew_url: String,
    /// What it protects, such as `Workstations`: by this the form of support begins (SUP-2). Empty: nothing is said.
    #[holds(CATALOG)]
    pub area: String,
    /// Not sold any more since.
    #[holds(CATALOG)]
    pub archived_at: Option<Moment>,
    /// When it was made.
    #[holds(CATALOG)]
    pub created_at: Moment,
    /// Counts changes; the ETag.
    #[holds(CATALOG)]
    pub version: i64,
}

gatehouse_db::no_relations!();
