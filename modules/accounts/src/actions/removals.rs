//! The removal of factors that are lost (ACC-9): asked for, told of three times a day apart, stopped by any sign-in with a factor.

use super::factors::take_away;
use crate::model::term;
use crate::queries::contacts;
use crate::queries::factors::{self, due};
use crate::tables::account;
use crate::tables::factor_removal::{ActiveModel, Column, Entity, Model};
use crate::{events, mails};
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const PURPOSE: &str = "accounts.keep_factors";

/// Which removal the link of a notice stops.
pub(super) struct Named {
    pub removal: Uuid,
    pub account: Uuid,
}

/// What the link of a notice carries. It does nothing but stop this removal, so nothing of it is stored.
fn link(cx: &Cx, removal: &Model) -> Result<String, Fault> {
    let ids = [removal.id, removal.account_id].map(Uuid::into_bytes).concat();
    sealed_token::seal(cx, PURPOSE, cx.now().plus(term::KEEP_FACTORS), &ids)
}

/// Reads it.
pub(super) fn named(cx: &Cx, link: &str) -> Option<Named> {
    let ids = sealed_token::open(cx, PURPOSE, term::KEEP_FACTORS, link)?;
    let (removal, account) = ids.split_at_checked(16)?;
    Some(Named { removal: Uuid::from_slice(removal).ok()?, account: Uuid::from_slice(account).ok()? })
}

/// Begins one, unless one waits already; the owner gets the first notice. Returns when the factors will be removed.
pub(super) async fn begin(cx: &Cx, tx: &Tx, row: &account::Model, by_staff: bool) -> Result<Moment, Fault> {
    if let Some(waiting) = factors::removal(&**tx, row.id).await? {
        return Ok(due(&waiting));
    }
    let now = cx.now();
    let new = Model { id: cx.id(), account_id: row.id, by_staff, asked_at: now, told: 1, told_at: now };
    let stored = ActiveModel {
        id: Set(new.id),
        account_id: Set(new.account_id),
        by_staff: Set(new.by_staff),
        asked_at: Set(new.asked_at),
        told: Set(new.told),
        told_at: Set(new.told_at),
    };
    Entity::insert(stored).exec_without_returning(&**tx).await?;
    tell(cx, tx, row, &new).await?;
    cx.audit(tx, events::REMOVAL_ASKED.about(row.id).of_account(row.id)).await?;
    Ok(due(&new))
}

/// A notice, with the link that stops it.
pub(super) async fn tell(cx: &Cx, tx: &Tx, row: &account::Model, removal: &Model) -> Result<(), Fault> {
    let to = contacts::recipient(cx, tx, row).await?;
    mails::removal_waits::queue(cx, tx, &to, removal, due(removal), &link(cx, removal)?).await
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
    take_away(cx, tx, row.id).await?;
    mails::removal_done::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    cx.audit(tx, events::REMOVAL_DONE.about(row.id).of_account(row.id)).await
}
