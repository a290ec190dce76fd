//! The table `one_time_token`.

use crate::model::TokenKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One link, living or used.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "one_time_token")]
#[personal(
    purpose = "Proving an address, and setting a password by mail",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete,
    old(password_hash = Emptied("password_sealed"))
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// What the link is for.
    #[holds(NotPersonal("a kind of link"))]
    pub kind: TokenKind,
    /// Keyed hash of the token in the link.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The password chosen at this registration, until the link proves the address.
    #[holds(Sealed(Credential))]
    pub password_sealed: Option<Vec<u8>>,
    /// The mark of the browser that chose it.
    #[holds(Lookup(Short))]
    pub browser_hash: Option<Vec<u8>>,
    /// When.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// Until when.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
    /// When it was used.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
