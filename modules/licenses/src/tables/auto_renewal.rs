//! Whether the shop renews a license by itself, and what its holder wishes (LIC-8).

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::auto_renewal::{Wish, WishState};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One license.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "auto_renewal")]
#[personal(
    purpose = "Renewing a license automatically, as its holder wishes",
    basis = "b",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// Whether it is on, as the shop told last.
    #[holds(Personal(License))]
    pub is_on: bool,
    /// When the shop renews next, where it told.
    #[holds(Personal(License))]
    pub renews_at: Option<Moment>,
    /// Where the shop lets the buyer switch it, sealed under the order's key.
    #[holds(Sealed(License))]
    pub manage_sealed: Option<Vec<u8>>,
    /// When the shop told last.
    #[holds(Personal(License))]
    pub told_at: Option<Moment>,
    /// What a holder wishes, until the shop has answered.
    #[holds(Personal(License))]
    pub wish: Option<Wish>,
    /// How far the wish is.
    #[holds(Personal(License))]
    pub state: WishState,
    /// When it was wished.
    #[holds(Personal(Activity))]
    pub wished_at: Option<Moment>,
    /// Who wished it.
    #[holds(Pseudonym)]
    pub wished_by: Option<Uuid>,
    /// Counts changes.
    #[holds(Personal(License))]
    pub version: i64,
}

gatehouse_db::no_relations!();
