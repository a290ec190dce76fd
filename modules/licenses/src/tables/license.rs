//! Licenses.

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::license::{BlockReason, Kind};
use gatehouse_catalog::model::term::Starts;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One license. Its status is computed: see [`crate::model::license`].
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license")]
#[personal(
    purpose = "The right to use a product",
    basis = "b",
    subject = Via { column: "purchase_id", table: "purchase" },
    on_erase = Keep(BOOKS),
    old(block_note = Emptied("block_note_sealed"))
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// Its public number.
    #[holds(Personal(License))]
    pub number: String,
    /// Of this order, whose key seals what is secret.
    #[holds(Personal(License))]
    pub purchase_id: Uuid,
    /// Made by this batch.
    #[holds(Personal(License))]
    pub batch_id: Option<Uuid>,
    /// Of this product.
    #[holds(Personal(License))]
    pub product_id: Uuid,
    /// This edition.
    #[holds(Personal(License))]
    pub edition_id: Uuid,
    /// In the revision that it was sold with, or that a clerk has decided for since ([`super::license_change`]).
    #[holds(Personal(License))]
    pub edition_rev: i64,
    /// What was sold.
    #[holds(Personal(License))]
    pub kind: Kind,
    /// `activation`: the term runs from the first activation; `fixed`: it ends on a date whenever it begins.
    #[holds(Personal(License))]
    pub starts: Starts,
    /// Calendar months.
    #[holds(Personal(License))]
    pub months: Option<i64>,
    /// Calendar days.
    #[holds(Personal(License))]
    pub days: Option<i64>,
    /// The end, for `fixed`.
    #[holds(Personal(License))]
    pub fixed_until: Option<Moment>,
    /// How many devices at once; 1 to 100,000.
    #[holds(Personal(License))]
    pub seats: i64,
    /// Taken seats; never more than `seats`.
    #[holds(Personal(License))]
    pub seats_used: i64,
    /// Freed seats that count against the transfer limit; never less than there are.
    #[holds(Personal(License))]
    pub transfers: i64,
    /// The pepper of the marks of further devices; see [`crate::model::device_mark`].
    #[holds(TECHNICAL)]
    pub device_pepper: i64,
    /// When the term began.
    #[holds(Personal(License))]
    pub first_activated_at: Option<Moment>,
    /// When it ends; null while not activated and for no end.
    #[holds(Personal(License))]
    pub ends_at: Option<Moment>,
    /// The number of `ends_at`, or the largest one where that is null: what lists sort by.
    #[holds(Personal(License))]
    pub ends_order: i64,
    /// Must be activated before.
    #[holds(Personal(License))]
    pub activate_by: Option<Moment>,
    /// A clerk must look first (LIC-23).
    #[holds(Personal(License))]
    pub awaiting_verification: bool,
    /// Blocked since; the block is in force.
    #[holds(Personal(License))]
    pub blocked_at: Option<Moment>,
    /// Blocked from this moment on; may lie ahead.
    #[holds(Personal(License))]
    pub block_from: Option<Moment>,
    /// Since when the vendor has a reason to block it; see [`crate::model::block_course`].
    #[holds(Personal(License))]
    pub block_reported_at: Option<Moment>,
    /// When its holders were told of the block.
    #[holds(Personal(License))]
    pub block_told_at: Option<Moment>,
    /// From when on the product warns.
    #[holds(Personal(License))]
    pub block_grace_from: Option<Moment>,
    /// From when on the product is limited.
    #[holds(Personal(License))]
    pub block_limited_from: Option<Moment>,
    /// The next step before the block that holders have to be told of.
    #[holds(TECHNICAL)]
    pub block_next_at: Option<Moment>,
    /// Why.
    #[holds(Personal(License))]
    pub block_reason: Option<BlockReason>,
    /// The clerk's words to the holder, sealed under the order's key.
    #[holds(Sealed(Correspondence))]
    pub block_note_sealed: Option<Vec<u8>>,
    /// The word of its status when it was last looked at; see `status_until`. Empty in rows from before it was stored.
    #[holds(Personal(License))]
    pub status: String,
    /// Until when `status` is true; from then on it follows from the columns above, and a job writes it anew.
    #[holds(Personal(License))]
    pub status_until: Moment,
    /// Another license has its right since: it was merged, was used up as a reserve, or a merge was undone.
    #[holds(Personal(License))]
    pub superseded_at: Option<Moment>,
    /// That license; null where a merge was undone.
    #[holds(Personal(License))]
    pub merged_into: Option<Uuid>,
    /// How many licenses were merged into it; their devices count here until they are activated anew.
    #[holds(Personal(License))]
    pub parents: i64,
    /// It takes over from this one at its end.
    #[holds(Personal(License))]
    pub reserve_for: Option<Uuid>,
    /// When it was made.
    #[holds(Personal(License))]
    pub created_at: Moment,
    /// Counts changes; the ETag.
    #[holds(Personal(License))]
    pub version: i64,
}

gatehouse_db::no_relations!();
