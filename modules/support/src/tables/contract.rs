//! Contracts of companies (LIC-27).

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::category::Level;
use crate::model::contract::{ContractState, EndReason};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "contract")]
#[personal(purpose = "Support by a contract", basis = "b", on_erase = Keep(BOOKS))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its public number.
    #[holds(TECHNICAL)]
    pub number: String,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Its name.
    #[holds(TECHNICAL)]
    pub name: String,
    /// Its level; never the standard one.
    #[holds(TECHNICAL)]
    pub level: Level,
    /// Requests that it has; null: unlimited.
    #[holds(TECHNICAL)]
    pub units: Option<i64>,
    /// Held by requests that nobody has answered.
    #[holds(TECHNICAL)]
    pub reserved: i64,
    /// Used up.
    #[holds(TECHNICAL)]
    pub used: i64,
    /// Whether it has critical incidents.
    #[holds(TECHNICAL)]
    pub critical: bool,
    /// From when on.
    #[holds(TECHNICAL)]
    pub starts_at: Moment,
    /// Until when.
    #[holds(TECHNICAL)]
    pub ends_at: Moment,
    /// Whether it can be used.
    #[holds(TECHNICAL)]
    pub state: ContractState,
    /// What its contacts were told of its end.
    #[holds(TECHNICAL)]
    pub told: i64,
    /// When it was entered.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
    /// The most contacts that it may have.
    #[holds(TECHNICAL)]
    pub max_contacts: i64,
    /// The request that asked for it (LIC-28).
    #[holds(TECHNICAL)]
    pub request_id: Option<Uuid>,
    /// Which issue of its certificate is the latest: terms and contacts make a new one.
    #[holds(TECHNICAL)]
    pub issue: i64,
    /// When that one was issued.
    #[holds(TECHNICAL)]
    pub issued_at: Moment,
    /// Of how many per cent of its units was told; 0: of none.
    #[holds(TECHNICAL)]
    pub told_units: i64,
    /// Why it ended before its term.
    #[holds(TECHNICAL)]
    pub end_reason: Option<EndReason>,
}

gatehouse_db::no_relations!();

impl Model {
    /// Whether it is not the version that a form was shown with; what is no version is compared with nothing.
    #[must_use]
    pub fn is_other(&self, version: &str) -> bool {
        version.trim().parse::<i64>().is_ok_and(|version| version != self.version)
    }

    /// Whether nothing can be done with it any more. The job that ends it comes later than its end.
    #[must_use]
    pub fn is_over(&self, now: Moment) -> bool {
        self.state == ContractState::Ended || self.ends_at <= now
    }

    /// Units that are left; `None`: unlimited.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        self.units.map(|units| units - self.reserved - self.used)
    }
}
