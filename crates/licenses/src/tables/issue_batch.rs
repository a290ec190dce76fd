//! Batches of codes (LIC-3).

use sea_orm::entity::prelude::*;

/// One batch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "issue_batch")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of this order, whose key seals what is secret.
    pub purchase_id: Uuid,
    /// Of this product.
    pub product_id: Uuid,
    /// This edition.
    pub edition_id: Uuid,
    /// For this term.
    pub term_id: Uuid,
    /// `commercial`, `trial`, `subscription` or `nfr`.
    pub kind: String,
    /// How many devices at once; 1 to 100,000.
    pub seats: i64,
    /// Must be activated before.
    pub activate_by: Option<i64>,
    /// How many codes; up to 1,000,000.
    pub total: i64,
    /// How many exist; grows in the transaction that makes them.
    pub done: i64,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// Who made it: the kind of actor.
    pub created_by_kind: String,
    /// Who made it.
    pub created_by_id: Option<Uuid>,
    /// When it was made.
    pub created_at: i64,
    /// When the last code was made.
    pub finished_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
