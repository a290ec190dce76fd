//! Batches of codes (LIC-3).

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::license::Kind;
use crate::model::order::BatchState;
use gatehouse_core::Moment;
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
    /// In this revision.
    #[holds(TECHNICAL)]
    pub edition_rev: i64,
    /// Bought under this revision of an offer.
    #[holds(TECHNICAL)]
    pub offer_rev_id: Option<Uuid>,
    /// For this term.
    #[holds(TECHNICAL)]
    pub term_id: Uuid,
    /// What is sold.
    #[holds(TECHNICAL)]
    pub kind: Kind,
    /// How many devices at once; 1 to 100,000.
    #[holds(TECHNICAL)]
    pub seats: i64,
    /// Must be activated before.
    #[holds(TECHNICAL)]
    pub activate_by: Option<Moment>,
    /// How many codes; up to 1,000,000.
    #[holds(TECHNICAL)]
    pub total: i64,
    /// How many exist; grows in the transaction that makes them.
    #[holds(TECHNICAL)]
    pub done: i64,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: BatchState,
    /// Who made it: the kind of actor.
    #[holds(TECHNICAL)]
    pub created_by_kind: String,
    /// Who made it.
    #[holds(Pseudonym)]
    pub created_by_id: Option<Uuid>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// When the last code was made.
    #[holds(TECHNICAL)]
    pub finished_at: Option<Moment>,
}

gatehouse_db::no_relations!();
