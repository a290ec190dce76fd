//! Registrations with a company that wait for their activation (COM-1).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One registration.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_registration")]
#[personal(purpose = "Registering with a company: what was typed, until the address is proven", basis = "b")]
pub struct Model {
    /// UUID v7; also of the key that seals what was typed.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Keyed hash of the normalized address.
    #[holds(Lookup(Moved))]
    pub address_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The address.
    #[holds(Sealed(Contact))]
    pub address_sealed: Vec<u8>,
    /// What was typed, with the code or the license of the key file.
    #[holds(Sealed(Name))]
    pub form_sealed: Vec<u8>,
    /// The license that it names.
    #[holds(Personal(License))]
    pub license_id: Option<Uuid>,
    /// The invitation that it answers.
    #[holds(Pseudonym)]
    pub invitation_id: Option<Uuid>,
    /// The versions of statements that were accepted, and the consents, as JSON.
    #[holds(Personal(Activity))]
    pub statements: String,
    /// The language of its mails.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// Keyed hash of the link's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// Keyed hash of what the browser keeps that sent the form.
    #[holds(Lookup(Short))]
    pub browser_hash: Option<Vec<u8>>,
    /// How often the link was mailed.
    #[holds(Personal(Activity))]
    pub sends: i64,
    /// When the form was sent.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When the link ends.
    #[holds(Personal(Activity))]
    pub link_ends_at: Moment,
    /// When the link was used up: then nothing but this is left to say so.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
    /// When all of it is erased.
    #[holds(Personal(Activity))]
    pub erase_at: Moment,
}

gatehouse_db::no_relations!();
