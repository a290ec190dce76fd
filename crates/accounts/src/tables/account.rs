//! The table `account`.

use sea_orm::entity::prelude::*;

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// UUID v7; also the id of its subject key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `pending_confirmation` or `active`; see [`crate::model::State`].
    pub state: String,
    /// Keyed hash of the normalized address.
    pub email_lookup: Vec<u8>,
    /// The pepper of the look-up.
    pub pepper_version: i64,
    /// The address as typed.
    pub email_sealed: Vec<u8>,
    /// The name.
    pub name_sealed: Option<Vec<u8>>,
    /// The company.
    pub company_sealed: Option<Vec<u8>>,
    /// The phone number.
    pub phone_sealed: Option<Vec<u8>>,
    /// The postal address.
    pub address_sealed: Option<Vec<u8>>,
    /// The PHC string; null until one is set by a proven owner.
    pub password_sealed: Option<Vec<u8>>,
    /// When it was set.
    pub password_changed_at: Option<i64>,
    /// ISO 3166-1 alpha-2; null until the first entry.
    pub country: Option<String>,
    /// The part of the country, in the person's words.
    pub region: Option<String>,
    /// The language of pages and mails.
    pub lang: String,
    /// IANA time zone.
    pub zone: Option<String>,
    /// When it was registered.
    pub created_at: i64,
    /// When the address was proven.
    pub confirmed_at: Option<i64>,
    /// Anchor of the five-day rule; null once confirmed (ACC-2).
    pub pending_since: Option<i64>,
    /// Goes up with every change of the profile.
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
