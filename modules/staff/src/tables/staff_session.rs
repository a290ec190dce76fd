//! The table `staff_session`.

use crate::inventory::TECHNICAL;
use crate::sessions::Stage;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One session, finished or half-finished.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_session")]
#[personal(purpose = "Keeping staff signed in", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// UUID v7; opens nothing.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Keyed hash of the cookie's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// Whose.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// How far the sign-in has come.
    #[holds(TECHNICAL)]
    pub stage: Stage,
    /// Wrong codes of the half-finished session; of a full one, wrong proofs since the last right one.
    #[holds(TECHNICAL)]
    pub code_failures: i64,
    /// When it began.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// Last use, to the minute.
    #[holds(Personal(Activity))]
    pub seen_at: Moment,
    /// Without use it ends then.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
    /// At the latest it ends then.
    #[holds(TECHNICAL)]
    pub ends_at: Moment,
    /// Sensitive changes are open until then.
    #[holds(TECHNICAL)]
    pub elevated_until: Moment,
    /// Changes of factors are open until then: a factor was given, which a password is not.
    #[holds(TECHNICAL)]
    pub factor_until: Moment,
    /// From where.
    #[holds(Personal(Activity))]
    pub network: Option<String>,
    /// The browser's name of itself.
    #[holds(Personal(Device))]
    pub agent: Option<String>,
    /// The authenticator secret that this half-finished session offers and no other does, and whether it may connect it.
    #[holds(Sealed(Credential))]
    pub totp_secret_sealed: Option<Vec<u8>>,
    /// What the vendor's own provider vouched for, where the member came by it; see [`crate::sessions::vouched`].
    #[holds(Sealed(Credential))]
    pub vouched_sealed: Option<Vec<u8>>,
    /// Keyed hash of what the provider calls the session.
    #[holds(Lookup(Short))]
    pub vouched_lookup: Option<Vec<u8>>,
}

gatehouse_db::no_relations!();
