//! The table `staff`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One member of the staff.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff")]
#[personal(
    purpose = "Letting the vendor's staff sign in and act under their own names",
    basis = "f",
    subject = Staff("id"),
    old(password_hash = Emptied("password_sealed"))
)]
pub struct Model {
    /// UUID v7; also the id of the key that seals their name and address.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Keyed hash of the normalized address.
    #[holds(Lookup(Moved))]
    pub email_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The address.
    #[holds(Sealed(Contact))]
    pub email_sealed: Vec<u8>,
    /// The name.
    #[holds(Sealed(Name))]
    pub name_sealed: Vec<u8>,
    /// Role words, separated by spaces.
    #[holds(Stated("rights_sealed"))]
    pub roles: String,
    /// The PHC string; none until the invitation was followed.
    #[holds(Sealed(Credential))]
    pub password_sealed: Option<Vec<u8>>,
    /// The secret shared with the authenticator app; none until it was set up.
    #[holds(Sealed(Credential))]
    pub totp_secret_sealed: Option<Vec<u8>>,
    /// Empty: each half-finished session has an offered secret of its own.
    #[holds(Sealed(Credential))]
    pub totp_pending_sealed: Option<Vec<u8>>,
    /// The last time step whose code was taken: a code opens once (RFC 6238 §5.2).
    #[holds(Personal(Activity))]
    pub totp_last_step: i64,
    /// Their language.
    #[holds(Personal(Preference))]
    pub lang: Option<String>,
    /// Their time zone (IANA).
    #[holds(Personal(Preference))]
    pub zone: Option<String>,
    /// When they were invited.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// They cannot sign in since then.
    #[holds(Personal(Activity))]
    pub disabled_at: Option<Moment>,
    /// Who they are at the vendor's own provider: issuer and subject; none where they do not come by it.
    #[holds(Sealed(Credential))]
    pub identity_sealed: Option<Vec<u8>>,
    /// What gives them rights, stated once more; see [`crate::actions::grant`].
    #[holds(SealedGrant)]
    pub rights_sealed: Option<Vec<u8>>,
    /// Counts changes.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
