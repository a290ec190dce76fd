//! The table `half_sign_in`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A sign-in that owes the second step. It opens nothing but the page of that step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "half_sign_in")]
#[personal(
    purpose = "Signing in in two steps",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Keyed hash of the cookie's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// "Keep me signed in".
    #[holds(Personal(Preference))]
    pub kept: bool,
    /// Wrong codes so far.
    #[holds(NotPersonal("a counter"))]
    pub failures: i64,
    /// When the password was given.
    #[holds(Personal(Activity))]
    pub seen_at: Moment,
    /// Then it ends.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
