//! Chats.

use crate::inventory::TECHNICAL;
use crate::model::state::{EndedBy, State, Turn};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "chat")]
#[personal(
    purpose = "Answering what people ask support in a chat",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also of the key that seals what is in it.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Whose it is; null: of somebody without an account.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// In the name of this company; null: their own.
    #[holds(Pseudonym)]
    pub company_id: Option<Uuid>,
    /// Somebody without an account ([`crate::model::person::Person`]).
    #[holds(Sealed(Contact))]
    pub person_sealed: Option<Vec<u8>>,
    /// The keyed hash of the token in their browser.
    #[holds(Lookup(Short))]
    pub token_hash: Option<Vec<u8>>,
    /// What they said of their license: its number, or the masked code.
    #[holds(Sealed(License))]
    pub known_sealed: Option<Vec<u8>>,
    /// The license that has it, if one has.
    #[holds(Pseudonym)]
    pub license_id: Option<Uuid>,
    /// The tag of the customer's language.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// Where it is.
    #[holds(Personal(Activity))]
    pub state: State,
    /// Whose turn it is.
    #[holds(Personal(Activity))]
    pub turn: Turn,
    /// The member of the staff who has it.
    #[holds(Pseudonym)]
    pub staff_id: Option<Uuid>,
    /// When it began.
    #[holds(Personal(Activity))]
    pub started_at: Moment,
    /// Since when it has stood in the line.
    #[holds(Personal(Activity))]
    pub waiting_since: Moment,
    /// When it was taken first.
    #[holds(Personal(Activity))]
    pub taken_at: Option<Moment>,
    /// When something was said last.
    #[holds(Personal(Activity))]
    pub said_at: Moment,
    /// When it ended.
    #[holds(Personal(Activity))]
    pub ended_at: Option<Moment>,
    /// Who ended it.
    #[holds(Personal(Activity))]
    pub ended_by: Option<EndedBy>,
    /// The number of its last message.
    #[holds(TECHNICAL)]
    pub last_seq: i64,
    /// The request that it became.
    #[holds(Pseudonym)]
    pub request_id: Option<Uuid>,
    /// When it is erased.
    #[holds(TECHNICAL)]
    pub erase_at: Moment,
    /// Goes up with every change but messages.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
