//! The register of key files (LIC-11, LIC-12): from a row its file is made again, to the byte.

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One key file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "key_file")]
#[personal(
    purpose = "Key files that activate without a network, usable by nobody who has only the database",
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
    /// The seat that it takes.
    #[holds(TECHNICAL)]
    pub activation_id: Uuid,
    /// Which of the license's files for any device, from 1; null for one that is bound to a device.
    #[holds(TECHNICAL)]
    pub copy: Option<i64>,
    /// The first file of its set, which is that of the product's default group; null: it is that one. All of a set are for one device.
    #[holds(TECHNICAL)]
    pub of_set: Option<Uuid>,
    /// The group of applications that it activates, as the catalog called it; empty: the default one.
    #[holds(TECHNICAL)]
    pub app_group: String,
    /// The codes of these applications, with commas; of files made before groups there are none.
    #[holds(TECHNICAL)]
    pub applications: String,
    /// Its serial number, eight digits.
    #[holds(Personal(License))]
    pub serial: String,
    /// The issuing key that signed it.
    #[holds(TECHNICAL)]
    pub kid: String,
    /// Its claims as canonical JSON, sealed under the order's key.
    #[holds(Sealed(License))]
    pub claims_sealed: Vec<u8>,
    /// Its compatibility list, sealed alike.
    #[holds(Sealed(License))]
    pub list_sealed: Vec<u8>,
    /// In which status list it stands.
    #[holds(TECHNICAL)]
    pub status_list_id: Uuid,
    /// At which place.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// The two bits of its status.
    #[holds(TECHNICAL)]
    pub status: i64,
    /// When that last changed; null: never.
    #[holds(TECHNICAL)]
    pub status_at: Option<Moment>,
    /// When it was made.
    #[holds(Personal(Activity))]
    pub issued_at: Moment,
    /// When it ends for good.
    #[holds(Personal(License))]
    pub ends_at: Moment,
    /// When another file took its place.
    #[holds(Personal(License))]
    pub replaced_at: Option<Moment>,
    /// When its seat was freed.
    #[holds(Personal(Activity))]
    pub returned_at: Option<Moment>,
    /// The device proved that it runs by it no more.
    #[holds(Personal(Activity))]
    pub given_up: bool,
}

gatehouse_db::no_relations!();
