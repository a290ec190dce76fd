//! Licenses.

use sea_orm::entity::prelude::*;

/// One license. Its status is computed: see [`crate::model::license`].
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "license")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its public number.
    pub number: String,
    /// Of this order, whose key seals what is secret.
    pub purchase_id: Uuid,
    /// Made by this batch.
    pub batch_id: Option<Uuid>,
    /// Of this product.
    pub product_id: Uuid,
    /// This edition.
    pub edition_id: Uuid,
    /// `commercial`, `trial`, `subscription` or `nfr`.
    pub kind: String,
    /// `activation`: the term runs from the first activation; `fixed`: it ends on a date whenever it begins.
    pub starts: String,
    /// Calendar months.
    pub months: Option<i64>,
    /// Calendar days.
    pub days: Option<i64>,
    /// The end, for `fixed`.
    pub fixed_until: Option<i64>,
    /// How many devices at once; 1 to 100,000.
    pub seats: i64,
    /// Taken seats; never more than `seats`.
    pub seats_used: i64,
    /// Freed seats that count against the transfer limit; never less than there are.
    pub transfers: i64,
    /// The pepper of the marks of further devices; see [`crate::model::device_mark`].
    pub device_pepper: i64,
    /// When the term began.
    pub first_activated_at: Option<i64>,
    /// When it ends; null while not activated and for no end.
    pub ends_at: Option<i64>,
    /// `ends_at`, or the largest number where that is null: what lists sort by.
    pub ends_order: i64,
    /// Must be activated before.
    pub activate_by: Option<i64>,
    /// A clerk must look first (LIC-23).
    pub awaiting_verification: bool,
    /// Blocked since; the block is in force.
    pub blocked_at: Option<i64>,
    /// Blocked from this moment on; may lie ahead.
    pub block_from: Option<i64>,
    /// Why.
    pub block_reason: Option<String>,
    /// The clerk's words to the holder, sealed under the order's key.
    pub block_note_sealed: Option<Vec<u8>>,
    /// Its status when it was last looked at; see `status_until`.
    pub status: String,
    /// Until when `status` is true; from then on it follows from the columns above, and a job writes it anew.
    pub status_until: i64,
    /// When it was made.
    pub created_at: i64,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
