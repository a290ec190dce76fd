//! Mails of a mailbox that do not come in: one that is too large, and one at which fetching fails again and again. They stay where they are, the ones behind
//! them come in, and staff are told of each.

use crate::failed::TOLD;
use crate::loops::{Class, class};
use crate::mail::Envelope;
use crate::marks;
use crate::read::{Whole, read};
use crate::receive::Receiver;
use crate::tables::mailbox_mark::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_mail::{Letter, staff};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// Looks that may fail at one mail: a server that is away fails before, or at another one.
pub(crate) const MOST_TIMES: i64 = 5;

/// Notes that a look has failed at this mail; whether it is passed over from now on.
pub(crate) async fn failed_at(cx: &Cx, name: &str, (validity, last): (i64, i64), uid: u32) -> Result<bool, Fault> {
    let uid = i64::from(uid);
    let before = Entity::find_by_id(name).one(cx.read()).await?;
    let same = before.filter(|mark| mark.uid_validity == validity && mark.stuck_uid == Some(uid));
    let times = same.map_or(0, |mark| mark.stuck_times) + 1;
    let row = ActiveModel {
        mailbox: Set(name.to_owned()),
        uid_validity: Set(validity),
        last_uid: Set(last),
        read_at: Set(cx.now()),
        trouble: Set(None),
        stuck_uid: Set(Some(uid)),
        stuck_times: Set(times),
    };
    let again = OnConflict::column(Column::Mailbox)
        .update_columns([Column::UidValidity, Column::LastUid, Column::ReadAt, Column::StuckUid, Column::StuckTimes])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(cx.db().writer()).await?;
    Ok(times >= MOST_TIMES)
}

/// Lets the module tell its sender where large files go, by the head of the mail.
pub(crate) async fn sender_of(cx: &Cx, head: &[u8]) -> Result<(), Fault> {
    let (Some(receiver), envelope) = (cx.app.services.find::<Receiver>(), Envelope::default()) else { return Ok(()) };
    let Ok(Whole { mail, .. }) = read(cx, head, &envelope).await? else { return Ok(()) };
    let is_own = marks::is_own_instance(&cx.app.keys, &mail.signs.instances);
    match class(&mail, &envelope, is_own, false) {
        Class::Person { may_acknowledge: true } => receiver.0.too_large(cx, &mail).await,
        _ => Ok(()),
    }
}

/// Tells staff of a mail that stays in its mailbox, so that somebody reads it there and answers.
pub(crate) async fn left(cx: &Cx, mailbox: &str, uid: u32, is_too_large: bool) -> Result<(), Fault> {
    tracing::warn!(%mailbox, uid, is_too_large, "a mail stays in its mailbox");
    let tx = cx.begin().await?;
    for member in staff::with_roles(cx, &tx, TOLD).await? {
        let t = crate::texts(member.lang);
        let why = if is_too_large { t.msg_left_too_large() } else { t.msg_left_stuck() };
        let letter = Letter::new(cx, "inbox.left", &member)
            .title(t.msg_left_title())
            .lead(why)
            .facts([(t.msg_left_mailbox(), mailbox.to_owned()), (t.msg_left_uid(), uid.to_string())])
            .line(t.msg_left_next());
        letter.reason(t.msg_failed_reason()).queue(&tx).await?;
    }
    let reason = if is_too_large { "too_large" } else { "stuck" };
    cx.audit(&tx, crate::events::LEFT.entry().with(serde_json::json!({ "reason": reason }))).await?;
    tx.commit().await
}
