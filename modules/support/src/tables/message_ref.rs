//! By which ids the mails of a message are known.

use crate::inventory::TECHNICAL;
use crate::model::message::RefKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "message_ref")]
#[personal(
    purpose = "Finding the request that a mail answers",
    basis = "b",
    subject = Via { column: "request_id", table: "request" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// Of this message.
    #[holds(Pseudonym)]
    pub message_id: Uuid,
    /// Who gave it.
    #[holds(TECHNICAL)]
    pub kind: RefKind,
    /// The keyed hash of the `Message-ID`.
    #[holds(Lookup(Oldest))]
    pub ref_lookup: Vec<u8>,
    /// It itself, for the next mail's `References`.
    #[holds(Sealed(Activity))]
    pub ref_sealed: Option<Vec<u8>>,
    /// When it became known.
    #[holds(Personal(Activity))]
    pub at: Moment,
}

gatehouse_db::no_relations!();
