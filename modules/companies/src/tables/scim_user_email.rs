//! The addresses of the directory's users, as they are looked up (COM-14).

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One address of one user.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "scim_user_email")]
#[personal(purpose = "Users that a company's directory keeps", basis = "b")]
pub struct Model {
    /// The user of the directory.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub user_id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Keyed hash of the address, whatever its case.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Lookup(Oldest))]
    pub email_lookup: Vec<u8>,
    /// Whether it is of the type "work".
    #[holds(TECHNICAL)]
    pub is_work: bool,
}

gatehouse_db::no_relations!();
