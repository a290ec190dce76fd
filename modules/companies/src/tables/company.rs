//! Companies (COM).

use crate::inventory::TECHNICAL;
use crate::model::states::{CompanyState, JoinByLicense};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One company.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company")]
#[personal(purpose = "Company accounts: the company itself, and what it demands of its users")]
pub struct Model {
    /// UUID v7; also of the key that seals what is the company's.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its word in addresses ([`crate::model::slug`]).
    #[holds(TECHNICAL)]
    pub slug: String,
    /// Its name, as on its licenses.
    #[holds(TECHNICAL)]
    pub name: String,
    /// The name as it is compared ([`crate::model::name::name_key`]).
    #[holds(TECHNICAL)]
    pub name_key: String,
    /// The language in which its names are sorted.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// ISO 3166-1 alpha-2.
    #[holds(TECHNICAL)]
    pub country: String,
    /// Whether it can be used.
    #[holds(TECHNICAL)]
    pub state: CompanyState,
    /// Its owner.
    #[holds(Pseudonym)]
    pub owner_member_id: Uuid,
    /// Who its owner is, under seal.
    #[holds(SealedGrant)]
    pub owner_seal: Vec<u8>,
    /// What becomes of people whose license the company holds.
    #[holds(TECHNICAL)]
    pub join_by_license: JoinByLicense,
    /// Only addresses of its verified domains can be invited and join.
    #[holds(TECHNICAL)]
    pub own_domains_only: bool,
    /// Its users need two-step verification.
    #[holds(TECHNICAL)]
    pub require_factor: bool,
    /// Its users come in by its own provider.
    #[holds(TECHNICAL)]
    pub require_sso: bool,
    /// The file with its logo.
    #[holds(TECHNICAL)]
    pub logo: Option<Uuid>,
    /// The same without motion, where the logo moves.
    #[holds(TECHNICAL)]
    pub logo_still: Option<Uuid>,
    /// When it was made.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// What it was before it was deleted, for who restores it.
    #[holds(TECHNICAL)]
    pub state_before: Option<CompanyState>,
    /// When its owner deleted it.
    #[holds(TECHNICAL)]
    pub deleted_at: Option<Moment>,
    /// When nothing of it can be restored any more.
    #[holds(TECHNICAL)]
    pub purge_at: Option<Moment>,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
