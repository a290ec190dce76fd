//! The table `staff_token`.

use crate::inventory::TECHNICAL;
use crate::model::token::TokenKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One link in a mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_token")]
#[personal(
    purpose = "Links in mails to staff, and codes that administrators hand over",
    basis = "f",
    subject = Staff("staff_id")
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// What it opens.
    #[holds(TECHNICAL)]
    pub kind: TokenKind,
    /// Keyed hash of the token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// For whom.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// When it was made.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// It opens nothing from then on.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
    /// It was used then.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
