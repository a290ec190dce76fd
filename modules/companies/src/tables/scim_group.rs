//! Groups of a company's directory (COM-14).

use crate::inventory::TECHNICAL;
use crate::model::rights::Rights;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One group.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "scim_group")]
#[personal(purpose = "Groups of a company's directory, and the rights that the owner gave them")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// `displayName`.
    #[holds(TECHNICAL)]
    pub name: String,
    /// The name as it is compared.
    #[holds(TECHNICAL)]
    pub name_key: String,
    /// `externalId`.
    #[holds(TECHNICAL)]
    pub external_id: Option<String>,
    /// The rights that it gives.
    #[holds(Stated("rights_seal"))]
    pub rights: Rights,
    /// The same under seal.
    #[holds(SealedGrant)]
    pub rights_seal: Vec<u8>,
    /// The branch that it stands for.
    #[holds(TECHNICAL)]
    pub branch_id: Option<Uuid>,
    /// When the directory made it.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// When it changed last.
    #[holds(TECHNICAL)]
    pub changed_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
