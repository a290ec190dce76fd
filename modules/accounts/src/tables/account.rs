//! The table `account`.

use crate::model::State;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "account")]
#[personal(
    purpose = "Having an account: who the customer is and how to reach them",
    basis = "b",
    subject = Account("id"),
    on_erase = Delete,
    old(password_hash = Emptied("password_sealed"))
)]
pub struct Model {
    /// UUID v7; also the id of its subject key.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Whether it can be used.
    #[holds(NotPersonal("a state"))]
    pub state: State,
    /// Keyed hash of the normalized address.
    #[holds(Lookup(Moved))]
    pub email_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(NotPersonal("a key version"))]
    pub pepper_version: i64,
    /// The address as typed.
    #[holds(Sealed(Contact))]
    pub email_sealed: Vec<u8>,
    /// The name as one text, of an earlier version; the first start of a newer program splits it.
    #[holds(Sealed(Name))]
    pub name_sealed: Option<Vec<u8>>,
    /// The first name.
    #[holds(Sealed(Name))]
    pub first_name_sealed: Option<Vec<u8>>,
    /// The last name.
    #[holds(Sealed(Name))]
    pub last_name_sealed: Option<Vec<u8>>,
    /// How the first name is read, in kana.
    #[holds(Sealed(Name))]
    pub first_reading_sealed: Option<Vec<u8>>,
    /// How the last name is read, in kana.
    #[holds(Sealed(Name))]
    pub last_reading_sealed: Option<Vec<u8>>,
    /// The company.
    #[holds(Sealed(Contact))]
    pub company_sealed: Option<Vec<u8>>,
    /// The phone number.
    #[holds(Sealed(Contact))]
    pub phone_sealed: Option<Vec<u8>>,
    /// The postal address.
    #[holds(Sealed(Contact))]
    pub address_sealed: Option<Vec<u8>>,
    /// The PHC string; null until one is set by a proven owner.
    #[holds(Sealed(Credential))]
    pub password_sealed: Option<Vec<u8>>,
    /// The kind of program that made the hash, where it came from another portal; null: ours (ACC-18).
    #[holds(NotPersonal("a kind of hash"))]
    pub password_foreign: Option<String>,
    /// When it was set.
    #[holds(Personal(Activity))]
    pub password_changed_at: Option<Moment>,
    /// ISO 3166-1 alpha-2; null until the first entry.
    #[holds(Personal(Preference))]
    pub country: Option<String>,
    /// The part of the country, in the person's words.
    #[holds(Personal(Preference))]
    pub region: Option<String>,
    /// The language of pages and mails.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// IANA time zone.
    #[holds(Personal(Preference))]
    pub zone: Option<String>,
    /// When it was registered.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When the address was proven.
    #[holds(Personal(Activity))]
    pub confirmed_at: Option<Moment>,
    /// Anchor of the five-day rule; null once confirmed (ACC-2).
    #[holds(Personal(Activity))]
    pub pending_since: Option<Moment>,
    /// Anchor of the seven-day rule: when the last link to set the first password was made; null once one is set (ACC-3).
    #[holds(Personal(Activity))]
    pub invited_at: Option<Moment>,
    /// Goes up with every change of the profile.
    #[holds(NotPersonal("a counter"))]
    pub version: i64,
}

gatehouse_db::no_relations!();
