//! Whether there is a chat, and when.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// The one row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "chat_setting")]
#[personal(purpose = "Whether there is a chat, and when")]
pub struct Model {
    /// 1.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: i64,
    /// There is one.
    #[holds(TECHNICAL)]
    pub is_on: bool,
    /// By the hours of this calendar of support; null: around the clock.
    #[holds(TECHNICAL)]
    pub calendar_id: Option<Uuid>,
    /// When it was changed.
    #[holds(TECHNICAL)]
    pub changed_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
