//! The table of mails.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "mail")]
#[personal(
    purpose = "Sending the mails that a change causes",
    basis = "b",
    recipients = ["the operator's mail server"],
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also its `Message-ID`.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Which mail, such as `accounts.confirm`.
    #[holds(Personal(Activity))]
    pub kind: String,
    /// The language it is written in.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// The account it goes to, if it has one.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// Whose key seals it.
    #[holds(Pseudonym)]
    pub subject_key_id: Uuid,
    /// The address.
    #[holds(Sealed(Contact))]
    pub recipient_sealed: Vec<u8>,
    /// Subject, text and HTML; null once sent (kept in development).
    #[holds(Sealed(Correspondence))]
    pub content_sealed: Option<Vec<u8>>,
    /// When it was queued.
    #[holds(Personal(Activity))]
    pub queued_at: Moment,
    /// When the SMTP server took it.
    #[holds(Personal(Activity))]
    pub sent_at: Option<Moment>,
}

gatehouse_db::no_relations!();
