//! The table `oidc_client_secret`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One secret of a client. Who made it sees it once: only its hash is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_client_secret")]
#[personal(purpose = "Proving that a client is the one that staff registered")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The row of the client.
    #[holds(Stated("rights_sealed"))]
    pub client: Uuid,
    /// Keyed hash of the whole secret.
    #[holds(Lookup(Moved))]
    pub secret_hash: Vec<u8>,
    /// The pepper of the hash; the next use moves it.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// Its first letters, to tell secrets apart.
    #[holds(NotPersonal("the first letters of a secret"))]
    pub prefix: String,
    /// Whose it is and until when it works, stated once more.
    #[holds(SealedGrant)]
    pub rights_sealed: Vec<u8>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// It proves nothing from then on.
    #[holds(Stated("rights_sealed"))]
    pub ends_at: Option<Moment>,
    /// Last use, to the hour.
    #[holds(NotPersonal("a program's activity"))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
