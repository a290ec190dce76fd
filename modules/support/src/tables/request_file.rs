//! Files of requests and drafts.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_file")]
#[personal(
    purpose = "Files that belong to a question or its answer",
    basis = "b",
    subject = Via { column: "request_id", table: "request" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this request, or of the draft that becomes it; whose key seals the bytes.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// Of this message; null: not sent yet.
    #[holds(Pseudonym)]
    pub message_id: Option<Uuid>,
    /// The file of the kit `files`.
    #[holds(TECHNICAL)]
    pub file_id: Uuid,
    /// Who sent it; null: somebody without an account, or the staff.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The member of the staff who did.
    #[holds(Pseudonym)]
    pub staff_id: Option<Uuid>,
    /// 1 to 3.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// When.
    #[holds(Personal(Activity))]
    pub added_at: Moment,
    /// When it is erased.
    #[holds(TECHNICAL)]
    pub erase_at: Option<Moment>,
}

gatehouse_db::no_relations!();
