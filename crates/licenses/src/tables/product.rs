//! Products of the catalog (LIC-1).

use sea_orm::entity::prelude::*;

/// One product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The stable word, unique and in lower case.
    pub code: String,
    /// Its name.
    pub name: String,
    /// In a sentence or two.
    pub description: String,
    /// After a top-up only a key file works (LIC-18).
    pub key_file_only_after_top_up: bool,
    /// Days of a trial; no trials when null.
    pub trial_days: Option<i64>,
    /// A legal text must be accepted first.
    pub statement_required: bool,
    /// ISO 3166 country codes as a JSON array; empty: sold everywhere.
    pub regions: String,
    /// How long a device runs without asking again; 1 to 90.
    pub lease_days: i64,
    /// How many freed seats of a license may count against its transfer limit; null: as many as seats, at least two.
    pub transfer_allowance: Option<i64>,
    /// Not sold any more since.
    pub archived_at: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
