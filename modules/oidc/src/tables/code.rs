//! Authorization codes.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One code. It is kept when it was used, so that a second use is known.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_code")]
#[personal(
    purpose = "Handing a sign-in over to a site or an app",
    basis = "b",
    subject = Via { column: "family_id", table: "oidc_family" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The keyed hash of the code.
    #[holds(Lookup(Short))]
    pub code_hash: Vec<u8>,
    /// What comes of it.
    #[holds(Pseudonym)]
    pub family_id: Uuid,
    /// The client's row.
    #[holds(TECHNICAL)]
    pub client: Uuid,
    /// Where it was sent.
    #[holds(TECHNICAL)]
    pub redirect_uri: String,
    /// What the client's verifier has to hash to (RFC 7636).
    #[holds(TECHNICAL)]
    pub challenge: String,
    /// What the client wants to find in the ID token.
    #[holds(TECHNICAL)]
    pub nonce: Option<String>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// It opens nothing from then on.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
    /// When it was used.
    #[holds(TECHNICAL)]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
