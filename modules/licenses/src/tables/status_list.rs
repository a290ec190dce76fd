//! Status lists (LIC-20): what became of the key files of a product and year, as products read it.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One list. Of a year that needs more places there are several.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "status_list")]
#[personal(
    purpose = "Tells products without a network what became of key files",
    basis = "b",
    recipients = ["anyone: its places are given at random, and free ones carry statuses too"]
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// The year in which its files were issued.
    #[holds(TECHNICAL)]
    pub year: i64,
    /// Which list of that year, from 1.
    #[holds(TECHNICAL)]
    pub part: i64,
    /// The portal's origin when the list was begun, as its key files name it.
    #[holds(TECHNICAL)]
    pub issuer: String,
    /// The product's code then.
    #[holds(TECHNICAL)]
    pub product_code: String,
    /// The end of its address: `2026`, `2026-2`.
    #[holds(TECHNICAL)]
    pub name: String,
    /// How many places it has.
    #[holds(TECHNICAL)]
    pub places: i64,
    /// How many of them key files have.
    #[holds(TECHNICAL)]
    pub taken: i64,
    /// The secret by which free places turn, sealed.
    #[holds(Sealed(Credential))]
    pub secret_sealed: Vec<u8>,
    /// From when on free places turn.
    #[holds(TECHNICAL)]
    pub opens_at: Moment,
    /// When its last file has ended.
    #[holds(TECHNICAL)]
    pub closes_at: Moment,
    /// The number of the signed text; 0 before the first.
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// SHA-256 of the statuses, to see whether anything changed.
    #[holds(TECHNICAL)]
    pub digest: Option<Vec<u8>>,
    /// The signed text.
    #[holds(TECHNICAL)]
    pub list: Option<String>,
    /// When it was signed; of one that never was, when it was begun.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// Changes up to this moment are in it.
    #[holds(TECHNICAL)]
    pub looked_at: Moment,
}

gatehouse_db::no_relations!();

impl Model {
    /// The claim `sub`, which its key files name: its address.
    pub fn uri(&self) -> String {
        format!("{}/api/v1/status-lists/{}/{}", self.issuer, self.product_code, self.name)
    }
}
