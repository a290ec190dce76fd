//! Orders.

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::order::{Payment, Source};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "purchase")]
#[personal(
    purpose = "Orders: what was bought, and where to send it",
    basis = "b",
    recipients = ["the partner who sold it"],
    subject = Account("buyer_account"),
    on_erase = Keep(BOOKS),
    old(note = Emptied("note_sealed"))
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// The order number.
    #[holds(Personal(License))]
    pub number: String,
    /// Who sold it.
    #[holds(Personal(License))]
    pub source: Source,
    /// The seller's name.
    #[holds(Personal(License))]
    pub partner: Option<String>,
    /// The seller, where one of [`super::seller`] is named.
    #[holds(Personal(License))]
    pub seller_id: Option<Uuid>,
    /// The buyer's account, where one was known.
    #[holds(Pseudonym)]
    pub buyer_account: Option<Uuid>,
    /// The buyer's address, sealed under the order's key.
    #[holds(Sealed(Contact))]
    pub buyer_email_sealed: Option<Vec<u8>>,
    /// Keyed hash of the address.
    #[holds(Lookup(Moved))]
    pub buyer_lookup: Option<Vec<u8>>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The language of the buyer's mails.
    #[holds(Personal(Preference))]
    pub buyer_lang: Option<String>,
    /// Since when the address is kept without an account that answers for it.
    #[holds(Personal(License))]
    pub unclaimed_since: Option<Moment>,
    /// A note for staff only, sealed under the order's key.
    #[holds(Sealed(Correspondence))]
    pub note_sealed: Option<Vec<u8>>,
    /// What it cost, in the smallest unit of its currency, where the shop told it.
    #[holds(Personal(License))]
    pub amount: Option<i64>,
    /// ISO 4217.
    #[holds(Personal(License))]
    pub currency: Option<String>,
    /// How its payment stands.
    #[holds(Personal(License))]
    pub payment: Payment,
    /// Where its invoice or receipt is, sealed under the order's key.
    #[holds(Sealed(License))]
    pub invoice_sealed: Option<Vec<u8>>,
    /// The company that it was sold to, as the seller wrote it; sealed alike.
    #[holds(Sealed(Name))]
    pub licensee_sealed: Option<Vec<u8>>,
    /// When it was made.
    #[holds(Personal(License))]
    pub created_at: Moment,
    /// Who made it: the kind of actor.
    #[holds(Personal(License))]
    pub created_by_kind: String,
    /// Who made it.
    #[holds(Pseudonym)]
    pub created_by_id: Option<Uuid>,
    /// Counts changes; the ETag.
    #[holds(Personal(License))]
    pub version: i64,
}

gatehouse_db::no_relations!();
