//! Mails that staff moved to another request; each move can be undone.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "mail_move")]
#[personal(purpose = "Bringing a mail to the request that it belongs to", basis = "f", subject = Staff("made_by"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The mail.
    #[holds(TECHNICAL)]
    pub mail_id: Uuid,
    /// Where it was.
    #[holds(TECHNICAL)]
    pub from_request: Uuid,
    /// At this place of the correspondence.
    #[holds(TECHNICAL)]
    pub from_seq: i64,
    /// Nobody had confirmed there who wrote it.
    #[holds(TECHNICAL)]
    pub was_unconfirmed: bool,
    /// Where it is.
    #[holds(TECHNICAL)]
    pub to_request: Uuid,
    /// The message that it is there.
    #[holds(TECHNICAL)]
    pub to_message: Uuid,
    /// The request was opened for it.
    #[holds(TECHNICAL)]
    pub opened: bool,
    /// The member of the staff.
    #[holds(Pseudonym)]
    pub made_by: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// Who undid it.
    #[holds(Pseudonym)]
    pub undone_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub undone_at: Option<Moment>,
}

gatehouse_db::no_relations!();
