//! What was said in chats.

use crate::inventory::TECHNICAL;
use crate::model::state::{Author, Notice};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "chat_message")]
#[personal(
    purpose = "Answering what people ask support in a chat",
    basis = "b",
    subject = Via { column: "chat_id", table: "chat" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// In this chat.
    #[holds(Pseudonym)]
    pub chat_id: Uuid,
    /// 1, 2, 3 …, given under the lock of the chat's row.
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// How its sender calls it: sent again it is the same.
    #[holds(TECHNICAL)]
    pub client_id: Uuid,
    /// Who wrote it.
    #[holds(Personal(Activity))]
    pub author: Author,
    /// The member of the staff.
    #[holds(Pseudonym)]
    pub staff_id: Option<Uuid>,
    /// The text, under the chat's key.
    #[holds(Sealed(Correspondence))]
    pub body_sealed: Option<Vec<u8>>,
    /// A file instead of a text.
    #[holds(Pseudonym)]
    pub file_id: Option<Uuid>,
    /// The file is one of the request too that the chat became.
    #[holds(TECHNICAL)]
    pub is_copied: bool,
    /// What the program says.
    #[holds(Personal(Activity))]
    pub notice: Option<Notice>,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
}

gatehouse_db::no_relations!();
