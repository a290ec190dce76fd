//! Who has accepted the statement on the provision of data (SUP-5).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "provision_consent")]
#[personal(
    purpose = "Proof that somebody knew what becomes of the files that they send",
    basis = "a",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// In which language they read it.
    #[holds(Personal(Activity))]
    pub lang: String,
    /// SHA-256 of what they read; another text is asked anew.
    #[holds(TECHNICAL)]
    pub text_digest: Vec<u8>,
    /// When.
    #[holds(Personal(Activity))]
    pub accepted_at: Moment,
}

gatehouse_db::no_relations!();
