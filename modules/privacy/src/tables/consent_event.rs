//! The ledger of answers to statements (PRI-7): rows are added, and the database itself refuses to change or delete one. With the account's
//! deletion the account goes out of its rows; what is left is found by the number of the receipt alone, which only the person has.

use crate::inventory::PROOF;
use crate::model::answer::{Answer, Place};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "consent_event")]
#[personal(
    purpose = "The proof of which statement was accepted, declined or withdrawn, and when",
    basis = "c",
    subject = Account("account_id"),
    on_erase = Keep(PROOF)
)]
pub struct Model {
    /// UUID v7: the number of the receipt.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Whose; null: the account is deleted.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// To which statement.
    #[holds(Personal(Preference))]
    pub statement_id: Uuid,
    /// To which version.
    #[holds(Personal(Preference))]
    pub version_id: Uuid,
    /// What was answered.
    #[holds(Personal(Preference))]
    pub answer: Answer,
    /// The tag of the language that the text was shown in.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// The SHA-256 of exactly the text that was shown.
    #[holds(NotPersonal("of a published text"))]
    pub text_hash: Vec<u8>,
    /// On which page.
    #[holds(Personal(Activity))]
    pub place: Place,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
    /// When the account was deleted: the row ends three years later.
    #[holds(NotPersonal("whose account it was is gone"))]
    pub forgotten_at: Option<Moment>,
}

gatehouse_db::no_relations!();
