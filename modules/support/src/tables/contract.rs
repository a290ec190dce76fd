//! Contracts of companies (LIC-27).

use crate::inventory::{BOOKS, TECHNICAL};
use crate::model::category::Level;
use crate::model::contract::ContractState;
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
}

gatehouse_db::no_relations!();

impl Model {
    /// Units that are left; `None`: unlimited.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        self.units.map(|units| units - self.reserved - self.used)
    }
}
