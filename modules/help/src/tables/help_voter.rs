//! That somebody has answered today whether an article helped.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::{Pepper, PersonalData};
use sea_orm::entity::prelude::*;

/// One row; it says neither of which article nor what was answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_voter")]
#[personal(purpose = "Counting each visitor once a day", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// A keyed hash of the day, the article, and the account or the network with the browser.
    #[holds(Lookup(Pepper::Short))]
    pub voter: Vec<u8>,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
}

gatehouse_db::no_relations!();
