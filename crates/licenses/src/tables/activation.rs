//! Seats taken by devices (LIC-10).

use sea_orm::entity::prelude::*;

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activation")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// This license.
    pub license_id: Uuid,
    /// Keyed hash of the fingerprint's primary component.
    pub device_lookup: Vec<u8>,
    /// The whole fingerprint.
    pub fingerprint_sealed: Vec<u8>,
    /// Keyed hashes of the components, as JSON.
    pub components: String,
    /// The pepper of these hashes; 0: the oldest, in rows from before it was written down.
    pub pepper_version: i64,
    /// The device's name.
    pub device_name_sealed: Option<Vec<u8>>,
    /// The platform, such as `windows`.
    pub platform: String,
    /// Which application activated.
    pub application: Option<String>,
    /// In which version.
    pub product_version: Option<String>,
    /// When the seat was taken.
    pub activated_at: i64,
    /// When the device last asked; written in batches.
    pub last_seen_at: i64,
    /// When the seat was freed.
    pub deactivated_at: Option<i64>,
    /// `product`, `account`, `staff` or `program`.
    pub deactivated_by: Option<String>,
    /// A freed seat that counts against the transfer limit, until then; null when it does not count (any more).
    pub counts_until: Option<i64>,
    /// When the leases of a device whose seat was freed have ended at the latest. Of a seat in use: those that it had in the seat
    /// that it came back from.
    pub lease_until: Option<i64>,
    /// When all exchanges of parts are free again; see [`crate::model::exchanges`]. 0: there were none.
    pub exchanges_until: i64,
    /// The longest lease that was given in this seat, in days; 90, the most, in rows from before it was written down.
    pub lease_days: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
