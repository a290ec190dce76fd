//! What was begun and not sent.

use crate::inventory::TECHNICAL;
use crate::model::category::Category;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_draft")]
#[personal(
    purpose = "Keeping what somebody has typed",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; of the request that it becomes, and of the key that seals it. One of an answer lies under its request's key.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// An answer to this request; null: a new one.
    #[holds(Pseudonym)]
    pub request_id: Option<Uuid>,
    /// Whose it is; null: of somebody without an account, or of the staff.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// In the name of this company.
    #[holds(TECHNICAL)]
    pub company_id: Option<Uuid>,
    /// The member of the staff who writes an answer.
    #[holds(Pseudonym)]
    pub staff_id: Option<Uuid>,
    /// What it is about, once chosen.
    #[holds(Personal(Activity))]
    pub category: Option<Category>,
    /// What was typed.
    #[holds(Sealed(Correspondence))]
    pub form_sealed: Vec<u8>,
    /// When it was last saved.
    #[holds(Personal(Activity))]
    pub updated_at: Moment,
    /// When it is erased.
    #[holds(TECHNICAL)]
    pub erase_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
