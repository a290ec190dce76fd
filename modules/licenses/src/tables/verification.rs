//! Added licenses that wait for a clerk's word, or have it (LIC-23).

use crate::inventory::TECHNICAL;
use crate::model::verification::{DeclineReason, VerificationRule, VerificationState};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One verification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "verification")]
#[personal(
    purpose = "A clerk looks at some licenses before they work",
    basis = "f",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// Who added it.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// Which rule asked for it.
    #[holds(TECHNICAL)]
    pub kind: VerificationRule,
    /// When it was added.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// Until when a clerk should decide.
    #[holds(TECHNICAL)]
    pub due_at: Moment,
    /// How far it is.
    #[holds(Personal(License))]
    pub state: VerificationState,
    /// Why it was declined.
    #[holds(Personal(License))]
    pub reason: Option<DeclineReason>,
    /// The clerk's words to the person, sealed under the order's key.
    #[holds(Sealed(Correspondence))]
    pub words_sealed: Option<Vec<u8>>,
    /// When it was decided.
    #[holds(Personal(Activity))]
    pub decided_at: Option<Moment>,
    /// By which member of the staff.
    #[holds(Pseudonym)]
    pub decided_by_id: Option<Uuid>,
}

gatehouse_db::no_relations!();
