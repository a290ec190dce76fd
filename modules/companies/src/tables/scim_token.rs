//! Tokens of companies' directories (COM-14).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "scim_token")]
#[personal(purpose = "Letting a company's directory keep its users")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Keyed hash of the token.
    #[holds(Lookup(Moved))]
    pub token_hash: Vec<u8>,
    /// The pepper of the hash; the next use moves it.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The member who made it.
    #[holds(Pseudonym)]
    pub created_by: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// When it ends.
    #[holds(TECHNICAL)]
    pub ends_at: Option<Moment>,
    /// When it was used last.
    #[holds(TECHNICAL)]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
