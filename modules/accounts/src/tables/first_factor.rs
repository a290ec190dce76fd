//! The table `first_factor`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// That an account has got its first factor, while its owner can say that it was not them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "first_factor")]
#[personal(
    purpose = "Taking an account back from whoever turned its two-step verification on",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; the link in the mail names it.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// When the factor was added.
    #[holds(Personal(Activity))]
    pub added_at: Moment,
    /// When the link was used.
    #[holds(Personal(Activity))]
    pub undone_at: Option<Moment>,
}

gatehouse_db::no_relations!();
