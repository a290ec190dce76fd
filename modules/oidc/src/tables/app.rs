//! What somebody has connected with their account.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One application of one account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_app")]
#[personal(
    purpose = "Signing in to sites and apps with the account",
    basis = "b",
    recipients = ["sites and apps that the person signs in to"],
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The client's row.
    #[holds(TECHNICAL)]
    pub client: Uuid,
    /// The scopes that the person has allowed, separated by spaces; under the account's key.
    #[holds(SealedGrant)]
    pub allowed_sealed: Vec<u8>,
    /// When it was connected.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it was used last.
    #[holds(Personal(Activity))]
    pub used_at: Moment,
}

gatehouse_db::no_relations!();
