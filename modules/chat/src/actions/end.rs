//! A chat is over (SUP-20): its customer says so, or whoever of the staff has it. What was said stays for 90 days.

use super::say::{add_notice, tell_desk};
use super::{as_customer, as_staff, keep, of_account, taken};
use crate::events::ENDED;
use crate::model::state::{EndedBy, Notice, State};
use crate::refusals::ChatRefusal;
use crate::rights::By;
use crate::tables::chat;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use serde_json::json;

/// The customer ends it. One that is over stays so.
pub async fn end(cx: &Cx, chat: Uuid, by: impl Into<By<'_>>) -> Outcome<(), ChatRefusal> {
    let by = by.into();
    super::say::SAYS.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let mut row = as_customer(cx, &tx, chat, by).await?;
    if row.state == State::Ended {
        return Ok(());
    }
    ended(cx, &tx, &mut row, EndedBy::Customer).await?;
    tx.commit().await?;
    Ok(())
}

/// A member of the staff ends it.
pub async fn end_as_staff(cx: &Cx, chat: Uuid) -> Outcome<(), ChatRefusal> {
    let tx = cx.begin().await?;
    let (mut row, me) = as_staff(cx, &tx, chat).await?;
    if row.state == State::Ended {
        return Ok(());
    }
    if row.staff_id.is_some() && row.staff_id != Some(me) {
        return Err(refuse(taken(cx, &row).await?));
    }
    ended(cx, &tx, &mut row, EndedBy::Staff).await?;
    tx.commit().await?;
    Ok(())
}

/// The step itself. The caller holds the row; it is written here.
pub(crate) async fn ended(cx: &Cx, tx: &Tx, row: &mut chat::Model, by: EndedBy) -> Result<(), Fault> {
    let notice = if by == EndedBy::Silence { Notice::Silence } else { Notice::Ended };
    row.state = State::Ended;
    row.ended_at = Some(cx.now());
    row.ended_by = Some(by);
    row.version += 1;
    add_notice(cx, tx, row, notice, None).await?;
    keep(tx, row).await?;
    tell_desk(cx, tx);
    let line = ENDED.about(row.id).with(json!({ "by": by.word() }));
    cx.audit(tx, of_account(line, row)).await?;
    let word = if row.taken_at.is_some() { "ended" } else { "untaken" };
    tx.after_commit(move || metrics::counter!("gatehouse_chats_total", "step" => word).increment(1));
    Ok(())
}
