//! Batches of codes (LIC-3).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One batch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "issue_batch")]
#[personal(
    purpose = "Codes issued together",
    basis = "b",
    subject = Via { column: "purchase_id", table: "purchase" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this order, whose key seals what is secret.
    #[holds(TECHNICAL)]
    pub purchase_id: Uuid,
    /// Of this product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// This edition.
    #[holds(TECHNICAL)]
    pub edition_id: Uuid,
    /// For this term.
    #[holds(TECHNICAL)]
    pub term_id: Uuid,
    /// `commercial`, `trial`, `subscription` or `nfr`.
    #[holds(TECHNICAL)]
    pub kind: String,
    /// How many devices at once; 1 to 100,000.
    #[holds(TECHNICAL)]
    pub seats: i64,
    /// Must be activated before.
    #[holds(TECHNICAL)]
    pub activate_by: Option<i64>,
    /// How many codes; up to 1,000,000.
    #[holds(TECHNICAL)]
    pub total: i64,
    /// How many exist; grows in the transaction that makes them.
    #[holds(TECHNICAL)]
    pub done: i64,
    /// `running`, `done` or `failed`.
    #[holds(TECHNICAL)]
    pub state: String,
    /// Who made it: the kind of actor.
    #[holds(TECHNICAL)]
    pub created_by_kind: String,
    /// Who made it.
    #[holds(Pseudonym)]
    pub created_by_id: Option<Uuid>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: i64,
    /// When the last code was made.
    #[holds(TECHNICAL)]
    pub finished_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
