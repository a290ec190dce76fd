//! Deletes accounts that nobody came for: registrations not confirmed within five days (ACC-2), and accounts made with a purchase
//! whose link ended without a first password (ACC-3). What was bought waits for the address to be proven in another way.

use super::delete_account::delete;
use super::{limits, locked};
use crate::events;
use crate::model::State;
use crate::queries::contacts;
use crate::tables::account::{Column, Entity, Model};
use gatehouse_context::{Cx, Event, subject};
use gatehouse_core::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Who is waited for, and since when.
struct Waiting {
    state: State,
    anchor: Column,
    since: fn(&Model) -> Option<Moment>,
    erased: Event,
}

/// Deletes up to `most` registrations pending since `due` or longer, each in a transaction of its own; returns how many.
pub async fn delete_unconfirmed(cx: &Cx, due: Moment, most: i64) -> Result<u64, Fault> {
    let waiting = Waiting {
        state: State::PendingConfirmation,
        anchor: Column::PendingSince,
        since: |row| row.pending_since,
        erased: events::UNCONFIRMED_ERASED,
    };
    delete_waiting(cx, &waiting, due, most).await
}

/// The same of accounts whose last link to set a first password was made at `due` or earlier.
pub async fn delete_invited(cx: &Cx, due: Moment, most: i64) -> Result<u64, Fault> {
    let waiting = Waiting {
        state: State::PendingPassword,
        anchor: Column::InvitedAt,
        since: |row| row.invited_at,
        erased: events::INVITED_ERASED,
    };
    delete_waiting(cx, &waiting, due, most).await
}

async fn delete_waiting(cx: &Cx, waiting: &Waiting, due: Moment, most: i64) -> Result<u64, Fault> {
    let found = Entity::find()
        .filter(waiting.anchor.lte(due))
        .order_by_asc(waiting.anchor)
        .limit(u64::try_from(most).unwrap_or(0))
        .all(cx.read())
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let mut deleted = 0;
    for row in found {
        let tx = cx.begin().await?;
        limits::forget_address(cx, &tx, &contacts::lookups_of_row(cx, keys.get(&row.id), &row)).await?;
        // Confirmed or asked for anew in this very moment: then it stays.
        let is_due = |row: &Model| row.state == waiting.state && (waiting.since)(row).is_some_and(|at| at <= due);
        if locked(&tx, row.id).await?.is_some_and(|row| is_due(&row)) {
            delete(cx, &tx, row.id, waiting.erased).await?;
            tx.commit().await?;
            deleted += 1;
        }
    }
    Ok(deleted)
}
