//! Who members are at their company's provider (COM-14).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One identity.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_identity")]
#[personal(
    purpose = "Signing in by the company's own provider",
    basis = "b",
    subject = Via { column: "member_id", table: "company_member" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// At this provider.
    #[holds(TECHNICAL)]
    pub oidc_id: Uuid,
    /// Keyed hash of the provider's `sub`.
    #[holds(Lookup(Moved))]
    pub subject_lookup: Vec<u8>,
    /// The pepper of the look-up; the next use moves it.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The member.
    #[holds(Pseudonym)]
    pub member_id: Uuid,
    /// When it was connected.
    #[holds(Personal(Activity))]
    pub linked_at: Moment,
    /// When it was used last.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
