//! The table `account_export` (ACC-17).

use crate::model::ExportState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// The archive of a person's data: asked for, made, or failed. One an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "account_export")]
#[personal(
    purpose = "Giving people a copy of their data",
    basis = "c",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// How far it is.
    #[holds(NotPersonal("a state"))]
    pub state: ExportState,
    /// When it was asked for.
    #[holds(Personal(Activity))]
    pub requested_at: Moment,
    /// When it was made.
    #[holds(Personal(Activity))]
    pub made_at: Option<Moment>,
    /// The file.
    #[holds(NotPersonal("a random id"))]
    pub file_id: Option<Uuid>,
    /// Its length in bytes.
    #[holds(NotPersonal("a number"))]
    pub size: Option<i64>,
    /// When it is erased.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
