//! The contacts of a contract (LIC-27).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "contract_contact")]
#[personal(
    purpose = "Who may use a contract",
    basis = "b",
    subject = Via { column: "member_id", table: "company_member" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this contract.
    #[holds(TECHNICAL)]
    pub contract_id: Uuid,
    /// Whose key seals the person.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The user of the company, where it is one.
    #[holds(Pseudonym)]
    pub member_id: Option<Uuid>,
    /// Name, address and telephone number ([`crate::model::contract::ContactPerson`]).
    #[holds(Sealed(Contact))]
    pub person_sealed: Vec<u8>,
    /// The keyed hash of the address.
    #[holds(Lookup(Oldest))]
    pub email_lookup: Vec<u8>,
    /// When they were named.
    #[holds(TECHNICAL)]
    pub added_at: Moment,
    /// They want no mails of it.
    #[holds(TECHNICAL)]
    pub muted: bool,
}

gatehouse_db::no_relations!();
