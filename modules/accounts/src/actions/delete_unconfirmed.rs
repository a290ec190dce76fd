//! Deletes registrations that nobody confirmed within five days (ACC-2).

use super::delete_account::delete;
use super::{limits, locked};
use crate::events;
use crate::model::State;
use crate::queries::contacts;
use crate::tables::account::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Deletes up to `most` registrations pending since `due` or longer, each in a transaction of its own; returns how many.
pub async fn delete_unconfirmed(cx: &Cx, due: Moment, most: i64) -> Result<u64, Fault> {
    let found = Entity::find()
        .filter(Column::PendingSince.lte(due))
        .order_by_asc(Column::PendingSince)
        .limit(u64::try_from(most).unwrap_or(0))
        .all(cx.read())
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let mut deleted = 0;
    for row in found {
        let tx = cx.begin().await?;
        limits::forget_address(cx, &tx, &contacts::lookups_of_row(cx, keys.get(&row.id), &row)).await?;
        // Confirmed or registered anew in this very moment: then it stays.
        let is_due =
            |row: &Model| row.state == State::PendingConfirmation && row.pending_since.is_some_and(|at| at <= due);
        if locked(&tx, row.id).await?.is_some_and(|row| is_due(&row)) {
            delete(cx, &tx, row.id, events::UNCONFIRMED_ERASED).await?;
            tx.commit().await?;
            deleted += 1;
        }
    }
    Ok(deleted)
}
