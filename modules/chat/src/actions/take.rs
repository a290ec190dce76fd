//! A member of the staff takes a chat, or hands it on (SUP-20). Of two who take it at once one gets it, and the other is told who. One that a colleague
//! has is taken over by whoever says so.

use super::say::{add_notice, tell_desk};
use super::{as_staff, keep, of_account, taken};
use crate::events::{TAKEN, TRANSFERRED};
use crate::model::state::{Notice, State};
use crate::queries::live::{MOVED, whisper};
use crate::refusals::ChatRefusal;
use crate::rights::AGENTS;
use crate::tables::chat;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, SECOND, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_mail::staff::with_roles;

/// Takes it; `over`: from the colleague who has it.
pub async fn take(cx: &Cx, chat: Uuid, over: bool) -> Outcome<(), ChatRefusal> {
    let tx = cx.begin().await?;
    let (mut row, me) = as_staff(cx, &tx, chat).await?;
    if row.state == State::Ended {
        return Err(refuse(ChatRefusal::Ended));
    }
    if row.staff_id == Some(me) {
        return Ok(());
    }
    if row.staff_id.is_some() && !over {
        return Err(refuse(taken(cx, &row).await?));
    }
    let notice = if row.staff_id.is_some() { Notice::Transferred } else { Notice::Taken };
    let event = if row.staff_id.is_some() { TRANSFERRED } else { TAKEN };
    note_taken(cx, &tx, &mut row);
    row.staff_id = Some(me);
    row.state = State::Open;
    row.version += 1;
    add_notice(cx, &tx, &mut row, notice, Some(me)).await?;
    keep(&tx, &row).await?;
    tell_desk(cx, &tx);
    cx.audit(&tx, of_account(event.about(chat), &row)).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody has it; how long it had stood in the line is counted the first time.
fn note_taken(cx: &Cx, tx: &Tx, row: &mut chat::Model) {
    if row.taken_at.is_some() {
        return;
    }
    row.taken_at = Some(cx.now());
    let waited = u64::try_from(cx.now().since(row.waiting_since) / SECOND).unwrap_or(0);
    tx.after_commit(move || {
        metrics::counter!("gatehouse_chats_total", "step" => "taken").increment(1);
        metrics::counter!("gatehouse_chat_waited_seconds_total").increment(waited);
    });
}

/// Hands it on to a colleague; `None`: back into the line, where it keeps its place. `version`: the one that the page showed.
pub async fn transfer(cx: &Cx, chat: Uuid, to: Option<Uuid>, version: Option<i64>) -> Outcome<(), ChatRefusal> {
    let tx = cx.begin().await?;
    let (mut row, me) = as_staff(cx, &tx, chat).await?;
    if row.state == State::Ended {
        return Err(refuse(ChatRefusal::Ended));
    }
    if row.staff_id.is_some() && row.staff_id != Some(me) {
        return Err(refuse(taken(cx, &row).await?));
    }
    if version.is_some_and(|version| version != row.version) {
        return Err(refuse(ChatRefusal::Changed));
    }
    row.version += 1;
    match to {
        None => {
            row.staff_id = None;
            row.state = State::Waiting;
            // No message says so: the page shows its place in the line.
            let db = cx.db().clone();
            tx.after_commit(move || whisper(&db, chat, MOVED));
        }
        Some(colleague) => {
            if !with_roles(cx, &tx, AGENTS).await?.iter().any(|member| member.sealed_by == colleague) {
                return Err(refuse(ChatRefusal::NoColleague));
            }
            row.staff_id = Some(colleague);
            row.state = State::Open;
            note_taken(cx, &tx, &mut row);
            add_notice(cx, &tx, &mut row, Notice::Transferred, Some(colleague)).await?;
        }
    }
    keep(&tx, &row).await?;
    tell_desk(cx, &tx);
    cx.audit(&tx, of_account(TRANSFERRED.about(chat), &row)).await?;
    tx.commit().await?;
    Ok(())
}
