//! Activation codes: keyed hashes and a sealed text (LIC-4).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_code")]
#[personal(
    purpose = "Activation codes, usable by nobody who has only the database",
    basis = "b",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This license.
    #[holds(TECHNICAL)]
    pub license_id: Uuid,
    /// Of this order, whose key seals what is secret.
    #[holds(TECHNICAL)]
    pub purchase_id: Uuid,
    /// Keyed hash of the canonical code.
    #[holds(Lookup(Moved))]
    pub lookup: Vec<u8>,
    /// Keyed hash of the last five symbols.
    #[holds(Lookup(Moved))]
    pub last_group_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The code, sealed under the order's key.
    #[holds(Sealed(Credential))]
    pub code_sealed: Vec<u8>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// It works no more from then on, which may lie ahead: another code took its place.
    #[holds(TECHNICAL)]
    pub replaced_at: Option<Moment>,
    /// Which code of its license it is, from 1.
    #[holds(TECHNICAL)]
    pub number: i64,
    /// Only a key file made from it activates (LIC-18).
    #[holds(TECHNICAL)]
    pub key_file_only: bool,
}

gatehouse_db::no_relations!();
