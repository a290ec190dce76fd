//! The mail of a message to one person, and what became of it.

use crate::model::message::DeliveryState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "message_delivery")]
#[personal(
    purpose = "Telling staff that an answer did not arrive",
    basis = "b",
    subject = Via { column: "request_id", table: "request" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// Of this message.
    #[holds(Pseudonym)]
    pub message_id: Uuid,
    /// To this person.
    #[holds(Pseudonym)]
    pub person_id: Uuid,
    /// The row of the kit `mail`.
    #[holds(Pseudonym)]
    pub mail_id: Option<Uuid>,
    /// What became of it.
    #[holds(Personal(Activity))]
    pub state: DeliveryState,
    /// The status code of a server that refused it.
    #[holds(Personal(Activity))]
    pub reason: Option<String>,
    /// Since when.
    #[holds(Personal(Activity))]
    pub at: Moment,
}

gatehouse_db::no_relations!();
