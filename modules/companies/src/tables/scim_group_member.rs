//! Who is in which group of the directory (COM-14).

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One user in one group.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "scim_group_member")]
#[personal(purpose = "Groups of a company's directory, and the rights that the owner gave them")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub group_id: Uuid,
    /// The user of the directory ([`super::scim_user`]).
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub user_id: Uuid,
}

gatehouse_db::no_relations!();
