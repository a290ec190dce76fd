//! The table `api_key`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One API key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "api_key")]
#[personal(purpose = "Letting the vendor's programs use the API", basis = "f", subject = Staff("created_by"))]
pub struct Model {
    /// UUID v7; names the key in the audit log.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Always empty, but the column takes no null and has nothing else by itself: see `name_sealed`.
    #[holds(Emptied("name_sealed"))]
    pub name: String,
    /// What it is for, in the words of who made it; see [`crate::queries::api_key_names`].
    #[holds(Sealed(Name))]
    pub name_sealed: Option<Vec<u8>>,
    /// Keyed hash of the whole key.
    #[holds(Lookup(Moved))]
    pub key_hash: Vec<u8>,
    /// The pepper of the hash.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// Its first letters, to tell keys apart.
    #[holds(NotPersonal("the first letters of a key"))]
    pub prefix: String,
    /// Scopes, separated by spaces.
    #[holds(Stated("rights_sealed"))]
    pub scopes: String,
    /// The staff member who made it.
    #[holds(Pseudonym)]
    pub created_by: Option<Uuid>,
    /// When.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// It opens nothing from then on.
    #[holds(TECHNICAL)]
    pub expires_at: Option<Moment>,
    /// It opens nothing since then.
    #[holds(Personal(Activity))]
    pub revoked_at: Option<Moment>,
    /// Last use, to the minute.
    #[holds(NotPersonal("a program's activity"))]
    pub last_used_at: Option<Moment>,
    /// What gives it rights, stated once more; see [`crate::actions::grant`].
    #[holds(SealedGrant)]
    pub rights_sealed: Option<Vec<u8>>,
}

gatehouse_db::no_relations!();
