//! Everything of a trial is erased but the keyed hash: its row, the key that seals who asked, and the mails under it. The license goes on
//! to its end: it names nobody.

use crate::events::ERASED;
use crate::tables::trial::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Erases it. The caller holds its row.
pub(crate) async fn erase(cx: &Cx, tx: &Tx, trial: &Model) -> Result<(), Fault> {
    remove(cx, tx, trial.id).await?;
    cx.audit(tx, ERASED.about(trial.id)).await
}

/// The same without a line of the log: by rule, or with the account.
pub(crate) async fn remove(cx: &Cx, tx: &Tx, trial: Uuid) -> Result<(), Fault> {
    gatehouse_mail::forget_subject(tx, trial).await?;
    Entity::delete_many().filter(Column::Id.eq(trial)).exec(&**tx).await?;
    subject::destroy(cx, tx, trial).await
}
