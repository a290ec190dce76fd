//! Seats taken by devices (LIC-10).

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::transfer::FreedBy;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "activation")]
#[personal(
    purpose = "Which devices use a license",
    basis = "b",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(Device))]
    pub id: Uuid,
    /// This license.
    #[holds(Personal(Device))]
    pub license_id: Uuid,
    /// By this code; null: by the first of its license.
    #[holds(Personal(Device))]
    pub code_id: Option<Uuid>,
    /// Keyed hash of the fingerprint's primary component.
    #[holds(Lookup(Moved))]
    pub device_lookup: Vec<u8>,
    /// The whole fingerprint.
    #[holds(Sealed(Device))]
    pub fingerprint_sealed: Vec<u8>,
    /// Keyed hashes of the components, as JSON.
    #[holds(Lookup(Moved))]
    pub components: String,
    /// The pepper of these hashes; 0: the oldest, in rows from before it was written down.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The device's name.
    #[holds(Sealed(Device))]
    pub device_name_sealed: Option<Vec<u8>>,
    /// What the holder calls it, which goes before its own name.
    #[holds(Sealed(Device))]
    pub given_name_sealed: Option<Vec<u8>>,
    /// The platform, such as `windows`.
    #[holds(Personal(Device))]
    pub platform: String,
    /// Which application activated.
    #[holds(Personal(Device))]
    pub application: Option<String>,
    /// In which version.
    #[holds(Personal(Device))]
    pub product_version: Option<String>,
    /// When the seat was taken.
    #[holds(Personal(Activity))]
    pub activated_at: Moment,
    /// When the device last asked; written in batches.
    #[holds(Personal(Activity))]
    pub last_seen_at: Moment,
    /// When the seat was freed.
    #[holds(Personal(Activity))]
    pub deactivated_at: Option<Moment>,
    /// By whom.
    #[holds(Personal(Device))]
    pub deactivated_by: Option<FreedBy>,
    /// A freed seat that counts against the transfer limit, until then; null when it does not count (any more).
    #[holds(Personal(Activity))]
    pub counts_until: Option<Moment>,
    /// When the leases of a device whose seat was freed have ended at the latest. Of a seat in use: those that it had in the seat
    /// that it came back from.
    #[holds(Personal(Activity))]
    pub lease_until: Option<Moment>,
    /// When all exchanges of parts are free again; see [`crate::model::exchanges`]. The moment 0: there were none.
    #[holds(Personal(Activity))]
    pub exchanges_until: Moment,
    /// The longest lease that was given in this seat, in days; 90, the most, in rows from before it was written down.
    #[holds(TECHNICAL)]
    pub lease_days: i64,
}

gatehouse_db::no_relations!();
