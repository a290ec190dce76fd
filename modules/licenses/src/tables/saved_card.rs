//! Cards that people chose to save in the shop (ACC-19).

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One card, of one account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "saved_card")]
#[personal(
    purpose = "Showing people which card they chose to save in the shop, and letting them take that back",
    basis = "a",
    recipients = ["the shop that saved it"],
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
    /// With which order it came.
    #[holds(Personal(License))]
    pub purchase_id: Uuid,
    /// The last four digits and the month in which it ends; null once it was taken back.
    #[holds(Sealed(License))]
    pub card_sealed: Option<Vec<u8>>,
    /// When it ends; null once it was taken back.
    #[holds(Personal(License))]
    pub ends_at: Option<Moment>,
    /// When the person took it back.
    #[holds(Personal(Activity))]
    pub forgotten_at: Option<Moment>,
    /// When the shop told of it.
    #[holds(Personal(Activity))]
    pub saved_at: Moment,
}

gatehouse_db::no_relations!();
