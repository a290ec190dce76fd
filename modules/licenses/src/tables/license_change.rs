//! Decisions of clerks about sold licenses (LIC-1).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One decision. It waits until it took effect or was called off.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_change")]
#[personal(
    purpose = "What was decided about a sold license, and why",
    basis = "b",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// About this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// Its edition until then.
    #[holds(Personal(License))]
    pub edition_before: Uuid,
    /// In this revision.
    #[holds(Personal(License))]
    pub rev_before: i64,
    /// Its seats until then.
    #[holds(Personal(License))]
    pub seats_before: i64,
    /// Its edition from then on.
    #[holds(Personal(License))]
    pub edition_after: Uuid,
    /// In this revision.
    #[holds(Personal(License))]
    pub rev_after: i64,
    /// Its seats from then on.
    #[holds(Personal(License))]
    pub seats_after: i64,
    /// Whether the holder loses anything by it.
    #[holds(Personal(License))]
    pub takes_away: bool,
    /// The clerk's words to the holders, sealed under the order's key; gone with the buyer.
    #[holds(Sealed(Correspondence))]
    pub reason_sealed: Option<Vec<u8>>,
    /// From when on.
    #[holds(Personal(License))]
    pub from_at: Moment,
    /// When it was decided.
    #[holds(Personal(License))]
    pub decided_at: Moment,
    /// Who decided it: the kind of actor.
    #[holds(Personal(License))]
    pub decided_by_kind: String,
    /// Who decided it.
    #[holds(Pseudonym)]
    pub decided_by_id: Option<Uuid>,
    /// When it took effect.
    #[holds(Personal(License))]
    pub applied_at: Option<Moment>,
    /// When it was called off.
    #[holds(Personal(License))]
    pub called_off_at: Option<Moment>,
}

gatehouse_db::no_relations!();
