//! Refresh tokens.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One token. It is kept when another one came in its place, so that a second use is known.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_refresh")]
#[personal(
    purpose = "Staying signed in to sites and apps",
    basis = "b",
    subject = Via { column: "family_id", table: "oidc_family" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The keyed hash of the token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// To what it belongs.
    #[holds(Pseudonym)]
    pub family_id: Uuid,
    /// When it was made.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// Without use it ends then.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
    /// When another one came in its place.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
    /// That one, under the account's key, for as long as an answer may have been lost.
    #[holds(Sealed(Credential))]
    pub next_sealed: Option<Vec<u8>>,
}

gatehouse_db::no_relations!();
