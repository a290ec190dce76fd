//! Use cases: the only way to change anything. A chat's row is locked before its messages get their numbers; an account that is held comes before it, and so
//! does the company in whose name the chat is.

pub mod begin_file;
pub mod end;
pub mod end_quiet;
pub mod erase;
pub mod follow;
pub mod hand_over;
pub mod save_setting;
pub mod say;
pub mod send_transcript;
pub mod start;
pub mod take;

use crate::refusals::ChatRefusal;
use crate::rights::{By, ChatsWrite, hold_own, may};
use crate::tables::chat;
use gatehouse_companies::rights::Member;
use gatehouse_context::{AuditEntry, Cx};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_web::history::staff_names;
use gatehouse_web::rights::member;
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Holds a chat to the end of the transaction; `None`: it is gone, or due to be erased.
pub(crate) async fn hold(cx: &Cx, tx: &Tx, chat: Uuid) -> Result<Option<chat::Model>, Fault> {
    let row = chat::Entity::find_by_id(chat).lock_exclusive().one(&**tx).await?;
    Ok(row.filter(|row| !row.erase_at.has_come(cx.now())))
}

/// Holds a chat for its customer. In a company's name the company is entered once more first, as everywhere.
pub(crate) async fn as_customer(cx: &Cx, tx: &Tx, chat: Uuid, by: By<'_>) -> Outcome<chat::Model, ChatRefusal> {
    if let Some(company) = by.company() {
        gatehouse_companies::enter::<Member>(cx, tx, company).await.map_err(|stop| stop.map(ChatRefusal::Enter))?;
    }
    let own = hold_own(cx, tx, chat, by).await?.ok_or(ChatRefusal::NotFound).or_refuse()?;
    Ok(own.into_row())
}

/// Holds a chat for a member of the staff, who acts for themselves.
pub(crate) async fn as_staff(cx: &Cx, tx: &Tx, chat: Uuid) -> Outcome<(chat::Model, Uuid), ChatRefusal> {
    may::<ChatsWrite>(cx).or_refuse()?;
    let me = member(cx).or_refuse()?;
    let row = hold(cx, tx, chat).await?.ok_or(ChatRefusal::NotFound).or_refuse()?;
    Ok((row, me))
}

/// That it is not theirs: who has it, or that it waits to be taken.
pub(crate) async fn taken(cx: &Cx, row: &chat::Model) -> Result<ChatRefusal, Fault> {
    let Some(colleague) = row.staff_id else { return Ok(ChatRefusal::NotTaken) };
    let name = staff_names(cx, [colleague]).await?.remove(&colleague);
    Ok(ChatRefusal::Taken(name.unwrap_or_else(|| crate::texts(cx.lang).msg_support())))
}

/// Writes a row that is held.
pub(crate) async fn keep(tx: &Tx, row: &chat::Model) -> Result<(), Fault> {
    row.clone().into_active_model().reset_all().update(&**tx).await?;
    Ok(())
}

/// The line in the activity of the chat's account too, where it has one.
pub(crate) fn of_account(line: AuditEntry, row: &chat::Model) -> AuditEntry {
    match row.account_id {
        Some(account) => line.of_account(account),
        None => line,
    }
}
