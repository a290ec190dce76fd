//! The table `factor_removal`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A removal of all factors that waits for its time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "factor_removal")]
#[personal(
    purpose = "Coming in again after all factors were lost",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; the link in the notices names it.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// Whether support asked for it.
    #[holds(NotPersonal("whether the vendor's support asked"))]
    pub by_staff: bool,
    /// When it was asked for.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// Notices so far.
    #[holds(NotPersonal("a counter"))]
    pub told: i64,
    /// When the last one was sent.
    #[holds(Personal(Activity))]
    pub told_at: Moment,
}

gatehouse_db::no_relations!();
