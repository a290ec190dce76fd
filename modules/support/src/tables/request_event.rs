//! What happened to a request, in a chain.

use crate::inventory::TECHNICAL;
use crate::model::status::Status;
use crate::model::transition::By;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_event")]
#[personal(
    purpose = "Proof of what was done with a request, and when",
    basis = "f",
    subject = Via { column: "request_id", table: "request" },
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// To this request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// 1, 2, 3 …
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// The word of what happened.
    #[holds(Personal(Activity))]
    pub kind: String,
    /// The status before, where it changed or began.
    #[holds(Personal(Activity))]
    pub from_status: Option<Status>,
    /// The status since.
    #[holds(Personal(Activity))]
    pub to_status: Option<Status>,
    /// Who did it.
    #[holds(Personal(Activity))]
    pub actor: By,
    /// Their account or member of the staff; cleared with them.
    #[holds(Pseudonym)]
    pub actor_id: Option<Uuid>,
    /// What there is to know besides, under the request's key; cleared with its texts.
    #[holds(Sealed(Correspondence))]
    pub facts_sealed: Option<Vec<u8>>,
    /// SHA-256 of the facts with their salt.
    #[holds(NotPersonal("a hash of salted facts that nobody can guess"))]
    pub facts_digest: Vec<u8>,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
    /// The link of the event before.
    #[holds(TECHNICAL)]
    pub prev_link: Vec<u8>,
    /// SHA-256 of all of this but what can be cleared.
    #[holds(TECHNICAL)]
    pub link: Vec<u8>,
}

gatehouse_db::no_relations!();
