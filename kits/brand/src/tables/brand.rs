//! The table `brand`, of one row.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// The choices of the console.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "brand")]
#[personal(purpose = "The vendor's pages and mails")]
pub struct Model {
    /// 1.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a number"))]
    pub id: i64,
    /// [`crate::Chosen`] as JSON.
    #[holds(NotPersonal("the vendor's name, links and colors"))]
    pub settings: String,
    /// Counts changes.
    #[holds(NotPersonal("a counter"))]
    pub version: i64,
    /// When it was changed last.
    #[holds(NotPersonal("a technical time"))]
    pub changed_at: Moment,
}

gatehouse_db::no_relations!();
