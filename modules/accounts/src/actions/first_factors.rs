//! That an account has got its first factor, and the link by which its owner says that it was not them (ACC-9). Whoever has the password
//! once can turn two-step verification on; without the link they would hold the account for good.

use super::factors::{forget_all, recovery};
use super::links::UnstoredLink;
use super::removals;
use crate::model::term;
use crate::tables::first_factor::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// The link of the mail about the first factor; it names the row, and is worthless once that factor's time is over or all factors went.
pub(super) const UNDO: UnstoredLink = UnstoredLink { purpose: "accounts.undo_first_factor", life: term::UNDO_FACTOR };

/// Links that are tried from one network: 20 at once, then one each 30 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.undo_first_factor", burst: 20, seconds_each: 30 });

/// Notes it; returns the link for the mail. The account's row is held.
pub(super) async fn note(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Secret<String>, Fault> {
    forget(tx, account).await?;
    let new = Model { id: cx.id(), account_id: account, added_at: cx.now(), undone_at: None };
    let link = UNDO.seal(cx, new.id, account)?;
    Entity::insert(new.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(link.into())
}

/// The factors are gone, and the link with them.
pub(super) async fn forget(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}

/// Whether the first factor was added at this moment or later.
pub(super) async fn was_added_since(tx: &Tx, account: Uuid, since: Moment) -> Result<bool, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::UndoneAt.is_null());
    Ok(own.one(&**tx).await?.is_some_and(|row| row.added_at >= since))
}

/// Takes all factors away from whoever added them, with all that stands beside them. The caller ends sessions and forgets browsers.
pub(super) async fn take_from_thief(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    removals::forget(tx, account).await?;
    recovery::forget(tx, account).await?;
    forget_all(tx, account).await
}
