//! Use cases: the only way to change anything.

pub mod allow_again;
pub mod answer_trial;
pub mod ask_trial;
pub(crate) mod come_to;
pub(crate) mod counts;
pub(crate) mod erase;
pub(crate) mod move_lookups;
pub(crate) mod move_on;
pub(crate) mod note_activated;
pub(crate) mod note_bought;
pub(crate) mod remind;
pub mod stop_trial;
pub(crate) mod taken;

use crate::tables::trial::{Column, Entity, Model};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// A trial, held until the transaction ends.
pub(crate) async fn locked(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(Column::Id.eq(id)).lock_exclusive().one(&**tx).await?)
}
