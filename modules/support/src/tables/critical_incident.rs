//! Critical incidents: what was accepted, who was paged, who took it (SUP-4).

use crate::inventory::TECHNICAL;
use crate::model::category::Critical;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "critical_incident")]
#[personal(
    purpose = "Proof of the accepted conditions, and waking who is on call",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// This request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// Which kind.
    #[holds(Personal(Activity))]
    pub kind: Critical,
    /// Who accepted the conditions.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// SHA-256 of exactly the text that was shown.
    #[holds(TECHNICAL)]
    pub conditions_digest: Vec<u8>,
    /// Its language.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// Where to call back, under the request's key.
    #[holds(Sealed(Contact))]
    pub callback_sealed: Option<Vec<u8>>,
    /// When.
    #[holds(Personal(Activity))]
    pub accepted_at: Moment,
    /// When somebody was last paged.
    #[holds(TECHNICAL)]
    pub paged_at: Option<Moment>,
    /// How often so far.
    #[holds(TECHNICAL)]
    pub pages: i64,
    /// When the next page is due.
    #[holds(TECHNICAL)]
    pub next_page_at: Option<Moment>,
    /// The member of the staff who took it.
    #[holds(Pseudonym)]
    pub taken_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub taken_at: Option<Moment>,
}

gatehouse_db::no_relations!();
