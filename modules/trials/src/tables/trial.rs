//! Trials that were asked for (LIC-22).

use crate::inventory::TECHNICAL;
use crate::model::state::TrialState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One trial.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "trial")]
#[personal(
    purpose = "Trials: who asked for one, so that the code and the reminders reach them",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also of the key that seals what is personal.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// Of this product.
    #[holds(Personal(License))]
    pub product_id: Uuid,
    /// How far it is.
    #[holds(Personal(License))]
    pub state: TrialState,
    /// Whose it is, where somebody asked who was signed in.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// Its license, once one was issued.
    #[holds(Personal(License))]
    pub license_id: Option<Uuid>,
    /// Who asked.
    #[holds(Sealed(Name))]
    pub name_sealed: Vec<u8>,
    /// Their telephone number, where they entered one.
    #[holds(Sealed(Contact))]
    pub phone_sealed: Option<Vec<u8>>,
    /// Their address.
    #[holds(Sealed(Contact))]
    pub email_sealed: Vec<u8>,
    /// Keyed hash of their mailbox ([`crate::model::mailbox`]).
    #[holds(Lookup(Moved))]
    pub mailbox_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The language of their mails.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// Their time zone (IANA), as their browser told it.
    #[holds(Personal(Preference))]
    pub zone: Option<String>,
    /// It is one more, which a clerk allowed: also on a device that had one.
    #[holds(Personal(License))]
    pub given_again: bool,
    /// When it was asked for.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// When the code was mailed.
    #[holds(Personal(Activity))]
    pub mailed_at: Option<Moment>,
    /// The code must be activated before.
    #[holds(Personal(License))]
    pub activate_by: Option<Moment>,
    /// When it was activated.
    #[holds(Personal(Activity))]
    pub activated_at: Option<Moment>,
    /// When it ends or ended.
    #[holds(Personal(License))]
    pub ends_at: Option<Moment>,
    /// The last reminder that was mailed: 1 to 5; 0: none. See [`crate::model::reminder`].
    #[holds(Personal(Activity))]
    pub told: i64,
    /// When the product was bought.
    #[holds(Personal(Activity))]
    pub bought_at: Option<Moment>,
    /// When nothing more came of it.
    #[holds(Personal(Activity))]
    pub closed_at: Option<Moment>,
}

gatehouse_db::no_relations!();
