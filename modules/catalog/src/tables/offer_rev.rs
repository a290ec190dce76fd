//! What an offer said at a time (LIC-1). Rows are added, never changed.

use crate::inventory::CATALOG;
use crate::model::regions::Regions;
use crate::model::seats::SeatRange;
use crate::model::term::Starts;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One revision of an offer. The highest number is what is sold now.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "offer_rev")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7; what an order's line remembers.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// Of this offer.
    #[holds(CATALOG)]
    pub offer_id: Uuid,
    /// From 1.
    #[holds(CATALOG)]
    pub number: i64,
    /// What it is called.
    #[holds(CATALOG)]
    pub name: String,
    /// This edition.
    #[holds(CATALOG)]
    pub edition_id: Uuid,
    /// In this revision.
    #[holds(CATALOG)]
    pub edition_rev: i64,
    /// For this term.
    #[holds(CATALOG)]
    pub term_id: Uuid,
    /// The term as it was: when it begins.
    #[holds(CATALOG)]
    pub starts: Starts,
    /// Calendar months.
    #[holds(CATALOG)]
    pub months: Option<i64>,
    /// Calendar days.
    #[holds(CATALOG)]
    pub days: Option<i64>,
    /// The end, for `fixed`.
    #[holds(CATALOG)]
    pub fixed_until: Option<Moment>,
    /// A word of [`crate::model::seats::KINDS`].
    #[holds(CATALOG)]
    pub kind: String,
    /// The fewest seats.
    #[holds(CATALOG)]
    pub seats_min: i64,
    /// The most; the same where the number is fixed.
    #[holds(CATALOG)]
    pub seats_max: i64,
    /// By how many it grows.
    #[holds(CATALOG)]
    pub seats_step: i64,
    /// Where shops offer it.
    #[holds(CATALOG)]
    pub regions: Regions,
    /// When it was made.
    #[holds(CATALOG)]
    pub made_at: Moment,
}

impl Model {
    /// Which numbers of seats can be bought.
    pub const fn seats(&self) -> SeatRange {
        SeatRange { min: self.seats_min, max: self.seats_max, step: self.seats_step }
    }
}

gatehouse_db::no_relations!();
