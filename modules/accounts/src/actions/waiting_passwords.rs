//! A new password that waits (ACC-13): begun by the answer to a secret question with nothing beside it, ended by any sign-in.

use super::confirm::forget_unproven;
use super::passwords;
use crate::events;
use crate::tables::waiting_password::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::SealedPasswords;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Where it is sealed.
const SEALED: SealedPasswords = SealedPasswords("waiting_password.password_sealed");

/// Begins one; who answers again begins anew.
pub(super) async fn begin(cx: &Cx, tx: &Tx, account: Uuid, phc: &str) -> Result<Model, Fault> {
    forget(tx, account).await?;
    let id = cx.id();
    let key = subject::key(cx, &**tx, account).await?;
    let new = Model { id, account_id: account, password_sealed: SEALED.seal(cx, &key, id, phc)?, asked_at: cx.now() };
    Entity::insert(new.clone().into_active_model()).exec_without_returning(&**tx).await?;
    cx.audit(tx, events::QUESTION_ANSWERED.about(account).of_account(account)).await?;
    Ok(new)
}

/// Nothing waits any more; returns whether something did.
pub(super) async fn forget(tx: &Tx, account: Uuid) -> Result<bool, Fault> {
    let gone = Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(gone.rows_affected > 0)
}

/// The owner has signed in, and needs no new password.
pub(super) async fn stop(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    if forget(tx, account).await? {
        cx.audit(tx, events::WAITING_PASSWORD_STOPPED.about(account).of_account(account)).await?;
    }
    Ok(())
}

/// The time is over. One that does not open any more under its key is none.
pub(super) async fn carry_out(cx: &Cx, tx: &Tx, row: &Model) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, row.account_id).await?;
    match SEALED.open(&key, row.id, &row.password_sealed) {
        Some(phc) => replace(cx, tx, row.account_id, &phc).await,
        None => forget(tx, row.account_id).await.map(drop),
    }
}

/// Another password, and everything that the one before had opened ends.
pub(super) async fn replace(cx: &Cx, tx: &Tx, id: Uuid, phc: &str) -> Result<(), Fault> {
    passwords::change(cx, tx, id, phc).await?.exec(&**tx).await?;
    forget_unproven(cx, tx, id).await?;
    cx.audit(tx, events::PASSWORD_BY_QUESTION.about(id).of_account(id)).await
}
