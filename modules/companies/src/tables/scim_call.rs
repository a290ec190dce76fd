//! What a company's directory asked for (COM-14): requests as they were understood, without a value of them.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "scim_call")]
#[personal(purpose = "Showing administrators what their directory did", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// By this token.
    #[holds(TECHNICAL)]
    pub token_id: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
    /// What was understood, such as `user.patch`.
    #[holds(TECHNICAL)]
    pub request: String,
    /// The user or group of the directory.
    #[holds(Pseudonym)]
    pub target: Option<String>,
    /// The names of the attributes that were to change.
    #[holds(TECHNICAL)]
    pub effects: String,
    /// HTTP status.
    #[holds(TECHNICAL)]
    pub status: i64,
    /// Why it was refused, in the protocol's words.
    #[holds(TECHNICAL)]
    pub refusal: Option<String>,
}

gatehouse_db::no_relations!();
