//! Mail domains of companies (COM-14).

use crate::inventory::TECHNICAL;
use crate::model::states::DomainState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_domain")]
#[personal(purpose = "Mail domains that a company has proven by DNS")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The domain as an A-label.
    #[holds(TECHNICAL)]
    pub domain: String,
    /// Whether those below it count.
    #[holds(TECHNICAL)]
    pub subdomains: bool,
    /// What stands in the DNS record; under the company's key.
    #[holds(Sealed(Credential))]
    pub token: Vec<u8>,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: DomainState,
    /// How often it was asked since the claim.
    #[holds(TECHNICAL)]
    pub checks: i64,
    /// When it is asked next.
    #[holds(TECHNICAL)]
    pub next_check_at: Option<Moment>,
    /// When it was asked last.
    #[holds(TECHNICAL)]
    pub checked_at: Option<Moment>,
    /// Since when it is proven.
    #[holds(TECHNICAL)]
    pub verified_at: Option<Moment>,
    /// Since when the record is missing.
    #[holds(TECHNICAL)]
    pub failing_since: Option<Moment>,
    /// How many mails told of that.
    #[holds(TECHNICAL)]
    pub told: i64,
    /// What came back last; under the company's key.
    #[holds(Sealed(Activity))]
    pub last_answer: Option<Vec<u8>>,
    /// On how many different days the record was absent since then.
    #[holds(TECHNICAL)]
    pub absent_days: i64,
    /// The member who claimed it.
    #[holds(Pseudonym)]
    pub claimed_by: Uuid,
    /// When; the checks begin there.
    #[holds(TECHNICAL)]
    pub claimed_at: Moment,
}

gatehouse_db::no_relations!();
