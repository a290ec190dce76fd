//! Asks for the archive of one's own data (ACC-17, PRI-4): a job makes it, and a mail says when it is there. One at a time: while one is
//! made, asking again changes nothing; one that was made before is replaced. Three a day.

use super::locked;
use crate::events;
use crate::jobs::export;
use crate::model::{ExportState, term};
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account_export::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, OrRefuse as _, Outcome};
use gatehouse_guard::{Limit, limit};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Archives of one account: three at once, then one each eight hours.
const EXPORTS: Limit = Limit { action: "accounts.export", burst: 3, seconds_each: 28_800 };

/// Queues it. The page has asked for a fresh proof of who it is.
pub async fn request_export(cx: &Cx) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    // Held, so that two requests at once make one.
    locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    let before = Entity::find().filter(Column::AccountId.eq(id)).one(&*tx).await?;
    if before.as_ref().is_some_and(|row| row.state == ExportState::Waiting && row.expires_at > cx.now()) {
        return Ok(());
    }
    limit::check_key(cx, EXPORTS, &id.to_string())?.or_refuse()?;
    if let Some(before) = before {
        if let Some(file) = before.file_id {
            gatehouse_files::remove(cx, &tx, file).await?;
        }
        Entity::delete_by_id(before.id).exec(&*tx).await?;
    }
    let export = cx.id();
    let row = ActiveModel {
        id: Set(export),
        account_id: Set(id),
        state: Set(ExportState::Waiting),
        requested_at: Set(cx.now()),
        made_at: Set(None),
        file_id: Set(None),
        size: Set(None),
        expires_at: Set(cx.now().plus(i64::from(term::EXPORT_DAYS) * DAY)),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    export::enqueue(cx, &tx, export).await?;
    cx.audit(&tx, events::EXPORT_REQUESTED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}
