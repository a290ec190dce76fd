//! Which version of a license agreement was accepted for a license (LIC-34).

use crate::inventory::BOOKS;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One acceptance.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "agreement_acceptance")]
#[personal(
    purpose = "Which license agreement was accepted",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// For this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// This version.
    #[holds(Personal(License))]
    pub agreement_id: Uuid,
    /// Whose account accepted it; null: it was accepted in the product, or the account is deleted.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The tag of the language that the text was shown in.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// When.
    #[holds(Personal(Activity))]
    pub accepted_at: Moment,
}

gatehouse_db::no_relations!();
