//! Closing documents of orders.

use crate::inventory::TECHNICAL;
use crate::model::document::DocumentKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One document; its bytes are a file of the order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "document")]
#[personal(
    purpose = "Handing buyers the closing documents of their orders",
    basis = "b",
    recipients = ["the partner who sold it"],
    subject = Via { column: "purchase_id", table: "purchase" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// Of this order, whose key seals it.
    #[holds(Personal(License))]
    pub purchase_id: Uuid,
    /// What it is.
    #[holds(Personal(License))]
    pub kind: DocumentKind,
    /// Its number in the books of the seller, sealed under the order's key.
    #[holds(Sealed(License))]
    pub number_sealed: Vec<u8>,
    /// The first moment (UTC) of the day that stands on it.
    #[holds(Personal(License))]
    pub dated_at: Moment,
    /// The tag of the language that it is written in.
    #[holds(Personal(License))]
    pub lang: String,
    /// Its bytes.
    #[holds(TECHNICAL)]
    pub file_id: Uuid,
    /// How many.
    #[holds(TECHNICAL)]
    pub size: i64,
    /// When it was uploaded.
    #[holds(Personal(License))]
    pub created_at: Moment,
}

gatehouse_db::no_relations!();
