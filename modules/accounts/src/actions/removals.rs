//! The removal of factors that are lost (ACC-9): asked for, told of three times a day apart, stopped by any sign-in with a factor.

use super::factors::take_away;
use super::links::UnstoredLink;
use crate::model::term;
use crate::queries::contacts;
use crate::queries::factors::{self, due};
use crate::tables::account;
use crate::tables::factor_removal::{Column, Entity, Model};
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// The link of a notice; it names the removal, and does nothing but stop it.
pub(super) const KEEP: UnstoredLink = UnstoredLink { purpose: "accounts.keep_factors", life: term::KEEP_FACTORS };

/// Begins one, unless one waits already; the owner gets the first notice. Returns when the factors will be removed.
pub(super) async fn begin(cx: &Cx, tx: &Tx, row: &account::Model, by_staff: bool) -> Result<Moment, Fault> {
    if let Some(waiting) = factors::removal(&**tx, row.id).await? {
        return Ok(due(&waiting));
    }
    let now = cx.now();
    let new = Model { id: cx.id(), account_id: row.id, by_staff, asked_at: now, told: 1, told_at: now };
    Entity::insert(new.clone().into_active_model()).exec_without_returning(&**tx).await?;
    tell(cx, tx, row, &new).await?;
    cx.audit(tx, events::REMOVAL_ASKED.about(row.id).of_account(row.id)).await?;
    Ok(due(&new))
}

/// A notice, with the link that stops it.
pub(super) async fn tell(cx: &Cx, tx: &Tx, row: &account::Model, removal: &Model) -> Result<(), Fault> {
    let to = contacts::recipient(cx, tx, row).await?;
    mails::removal_waits::queue(cx, tx, &to, removal, due(removal), &KEEP.seal(cx, removal.id, row.id)?).await
}

/// Stops what waits; returns whether anything did. The owner is told.
pub(super) async fn stop(cx: &Cx, tx: &Tx, row: &account::Model) -> Result<bool, Fault> {
    if !forget(tx, row.id).await? {
        return Ok(false);
    }
    mails::removal_stopped::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    cx.audit(tx, events::REMOVAL_STOPPED.about(row.id).of_account(row.id)).await?;
    Ok(true)
}

/// The same without a word, where another one says it.
pub(super) async fn forget(tx: &Tx, account: Uuid) -> Result<bool, Fault> {
    let gone = Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(gone.rows_affected > 0)
}

/// The time is over.
pub(super) async fn carry_out(cx: &Cx, tx: &Tx, row: &account::Model) -> Result<(), Fault> {
    forget(tx, row.id).await?;
    take_away(cx, tx, row).await?;
    mails::removal_done::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    cx.audit(tx, events::REMOVAL_DONE.about(row.id).of_account(row.id)).await
}
