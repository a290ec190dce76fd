//! Data carried over from one member to another (COM-6, COM-8).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One carrying over.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "carry_over")]
#[personal(purpose = "What a member had goes on with the same person's new membership")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The member of before, living or gone.
    #[holds(Pseudonym)]
    pub from_member: Uuid,
    /// The member who has it now.
    #[holds(Pseudonym)]
    pub to_member: Uuid,
    /// The clerk.
    #[holds(Pseudonym)]
    pub done_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub done_at: Moment,
}

gatehouse_db::no_relations!();
