//! Deletions of companies that wait for the mailed link (COM-11).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One deletion that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_deletion")]
#[personal(purpose = "Deleting a company, bound to what its owner was shown")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The owner.
    #[holds(Pseudonym)]
    pub asked_by: Uuid,
    /// Keyed hash of the link's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// Keyed hash of what the page said would go.
    #[holds(Lookup(Short))]
    pub shown_hash: Vec<u8>,
    /// When the link ends.
    #[holds(TECHNICAL)]
    pub ends_at: Moment,
}

gatehouse_db::no_relations!();
