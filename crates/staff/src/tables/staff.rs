//! The table `staff`.

use sea_orm::entity::prelude::*;

/// One member of the staff.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// UUID v7; also the id of the key that seals his name and address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed hash of the normalized address.
    pub email_lookup: Vec<u8>,
    /// The pepper of the look-up.
    pub pepper_version: i64,
    /// The address.
    pub email_sealed: Vec<u8>,
    /// The name.
    pub name_sealed: Vec<u8>,
    /// Role words, separated by spaces.
    pub roles: String,
    /// The PHC string; none until the invitation was followed.
    pub password_sealed: Option<Vec<u8>>,
    /// The secret shared with the authenticator app; none until it was set up.
    pub totp_secret_sealed: Option<Vec<u8>>,
    /// Empty: each half-finished session has an offered secret of its own.
    pub totp_pending_sealed: Option<Vec<u8>>,
    /// The last time step whose code was taken: a code opens once (RFC 6238 §5.2).
    pub totp_last_step: i64,
    /// His language.
    pub lang: Option<String>,
    /// His time zone (IANA).
    pub zone: Option<String>,
    /// When he was invited.
    pub created_at: i64,
    /// He cannot sign in since then.
    pub disabled_at: Option<i64>,
    /// What gives him rights, stated once more; see [`crate::grant`].
    pub rights_sealed: Option<Vec<u8>>,
    /// Counts changes.
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
