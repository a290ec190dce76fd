//! The table `notification_choice` (ACC-16).

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One kind of notification that a person switched on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "notification_choice")]
#[personal(
    purpose = "Sending only the notifications that the person asked for",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The word of a [`gatehouse_core::Notification`], as its module declares it.
    #[holds(Personal(Preference))]
    pub kind: String,
    /// When.
    #[holds(Personal(Activity))]
    pub chosen_at: Moment,
}

gatehouse_db::no_relations!();
