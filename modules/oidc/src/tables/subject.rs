//! What clients call an account.

use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One account. Random, so that it says nothing of the account's own id, and the same for every client.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_subject")]
#[personal(
    purpose = "Telling a site or an app who signed in",
    basis = "b",
    recipients = ["sites and apps that the person signs in to"],
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// 22 letters of base64url, under the account's key: with another's here, its owner would be them everywhere else (PRI-13).
    #[holds(SealedGrant)]
    pub sub_sealed: Vec<u8>,
}

gatehouse_db::no_relations!();
