//! To which text people agreed who switched automatic renewal on (LIC-8).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One consent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "auto_renewal_consent")]
#[personal(
    purpose = "Showing that somebody agreed to automatic renewal",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// For this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// Who agreed; null once the account is deleted.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The version of the text; see [`crate::model::auto_renewal::CONSENT`].
    #[holds(Personal(License))]
    pub text_version: i64,
    /// In which language it was read.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// Who charges, as the text named them.
    #[holds(Personal(License))]
    pub seller: String,
    /// When.
    #[holds(Personal(Activity))]
    pub agreed_at: Moment,
    /// When it was switched off.
    #[holds(Personal(Activity))]
    pub ended_at: Option<Moment>,
}

gatehouse_db::no_relations!();
