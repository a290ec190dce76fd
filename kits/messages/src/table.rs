//! The table of text messages.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

/// How a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A provider took it.
    Sent,
    /// It lost its use before one did.
    Expired,
    /// The number gets none.
    Refused,
}

stored_words!(Outcome { Sent = "sent", Expired = "expired", Refused = "refused" });

/// One text message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "text_message")]
#[personal(
    purpose = "Sending the codes that a person asks for to their phone",
    basis = "b",
    recipients = ["the operator's provider of text messages"],
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also the key by which a provider knows a repeated message.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Which message, such as `accounts.code`.
    #[holds(Personal(Activity))]
    pub kind: String,
    /// Whose account it is about.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// Whose key seals it.
    #[holds(Pseudonym)]
    pub subject_key_id: Uuid,
    /// The number; null once it ended.
    #[holds(Sealed(Contact))]
    pub number_sealed: Option<Vec<u8>>,
    /// What it says; null once it ended.
    #[holds(Sealed(Correspondence))]
    pub content_sealed: Option<Vec<u8>>,
    /// When it was queued.
    #[holds(Personal(Activity))]
    pub queued_at: Moment,
    /// After this it is of no use, and is not sent.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
    /// When it ended.
    #[holds(Personal(Activity))]
    pub ended_at: Option<Moment>,
    /// How.
    #[holds(Personal(Activity))]
    pub outcome: Option<Outcome>,
}

gatehouse_db::no_relations!();
