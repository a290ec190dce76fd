//! Who asks to join a company (COM-2).

use crate::inventory::TECHNICAL;
use crate::model::states::JoinState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "join_request")]
#[personal(
    purpose = "Joining a company that asks for approval",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also of the key that seals the names.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Who asks.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// First and last name with their readings.
    #[holds(Sealed(Name))]
    pub names_sealed: Vec<u8>,
    /// ISO 3166-1 alpha-2.
    #[holds(Personal(Preference))]
    pub country: Option<String>,
    /// The license by which they found the company.
    #[holds(Personal(License))]
    pub license_id: Option<Uuid>,
    /// How far it is.
    #[holds(Personal(Activity))]
    pub state: JoinState,
    /// When they asked.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// When it expires.
    #[holds(Personal(Activity))]
    pub ends_at: Moment,
    /// The member who decided.
    #[holds(Pseudonym)]
    pub decided_by: Option<Uuid>,
    /// When.
    #[holds(Personal(Activity))]
    pub decided_at: Option<Moment>,
}

gatehouse_db::no_relations!();
