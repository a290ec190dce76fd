//! Who belonged to a company (COM-8).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One former member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "former_member")]
#[personal(
    purpose = "Requests of a company stay its own when a user leaves; the same person can be tied to them again"
)]
pub struct Model {
    /// The id that the membership had.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Keyed hash of the address, under a purpose of its own.
    #[holds(Lookup(Moved))]
    pub address_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// When they left.
    #[holds(TECHNICAL)]
    pub left_at: Moment,
    /// The member to whom the history was tied.
    #[holds(Pseudonym)]
    pub successor_id: Option<Uuid>,
}

gatehouse_db::no_relations!();
