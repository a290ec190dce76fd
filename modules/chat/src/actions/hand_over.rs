//! A chat becomes a request (SUP-20): everything that was said is copied into it, and it is answered by mail from then on. Staff do that for any chat;
//! a customer with an account for their own. What one transaction should not write comes by a job in pieces ([`copy_said`]), and so do the files of the
//! chat ([`copy_files`]). The chat is over then.

use super::end::ended;
use super::say::add_notice;
use super::send_transcript::lines;
use super::{as_customer, as_staff, keep, of_account, taken};
use crate::events::HANDED_OVER;
use crate::jobs::copying_said::Left;
use crate::jobs::{copying, copying_said};
use crate::model::files::FILE;
use crate::model::state::{EndedBy, Notice, State};
use crate::model::transcript::first_parts;
use crate::queries::said::{between, customers, has_files, lang};
use crate::refusals::ChatRefusal;
use crate::rights::By;
use crate::tables::chat;
use crate::tables::chat_message::{Column, Entity};
use gatehouse_companies::queries::membership::{self, Membership};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_files::{Files, ScanState, has_scanner};
use gatehouse_support::actions::open_from_chat::{
    FromChat, Opened, User, add_from_chat, file_from_chat, open_from_chat,
};
use gatehouse_support::model::files::FILE as FILE_OF_REQUEST;
use gatehouse_support::model::message::MOST_TYPED;
use gatehouse_support::model::request::Person;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Messages of a request that one transaction writes, and what was said that it reads for them.
const PIECE: usize = 4;
const ROWS: u64 = 500;

/// A customer with an account makes a request of their chat.
pub async fn hand_over(cx: &Cx, chat: Uuid, by: impl Into<By<'_>>, subject: &str) -> Outcome<Opened, ChatRefusal> {
    let by = by.into();
    let tx = cx.begin().await?;
    let row = as_customer(cx, &tx, chat, by).await?;
    // One without an account has nowhere to read the request.
    if row.account_id.is_none() {
        return Err(refuse(ChatRefusal::NotFound));
    }
    handed_over(cx, tx, row, (None, EndedBy::Customer), subject).await
}

/// A member of the staff makes a request of a chat, also of one that is over.
pub async fn hand_over_as_staff(cx: &Cx, chat: Uuid, subject: &str) -> Outcome<Opened, ChatRefusal> {
    let tx = cx.begin().await?;
    let (row, me) = as_staff(cx, &tx, chat).await?;
    if row.state == State::Open && row.staff_id != Some(me) {
        return Err(refuse(taken(cx, &row).await?));
    }
    handed_over(cx, tx, row, (Some(me), EndedBy::Staff), subject).await
}

async fn handed_over(
    cx: &Cx,
    tx: Tx,
    mut row: chat::Model,
    (staff, by): (Option<Uuid>, EndedBy),
    subject: &str,
) -> Outcome<Opened, ChatRefusal> {
    if row.request_id.is_some() {
        return Err(refuse(ChatRefusal::IsRequest));
    }
    let until = row.last_seq;
    let said = between(cx, &*tx, &row, (0, until), ROWS).await?;
    let customer = customers(cx, &*tx, std::slice::from_ref(&row)).await?.remove(&row.id).unwrap_or_default();
    let lang = lang(&row);
    let mut lines = lines(cx, &*tx, &row, &customer, &said).await?;
    // What they said of a license is no proof that it is theirs: it stands in the text, and the request is about none.
    if let (Some(first), false) = (lines.first_mut(), customer.known.is_empty()) {
        let label = crate::texts(lang).msg_known();
        first.text = format!("{} {label}: {}", first.text, customer.known);
    }
    let (parts, taken) = first_parts(&lines, MOST_TYPED, PIECE);
    let after = taken.checked_sub(1).and_then(|at| said.get(at)).map_or(until, |last| last.seq);
    let from = FromChat {
        account: row.account_id,
        user: user(cx, &tx, &row).await?,
        person: row.account_id.is_none().then(|| Person {
            name: customer.name.clone(),
            email: customer.email.clone(),
            phone: String::new(),
        }),
        lang,
        subject: subject.to_owned(),
        parts,
        staff,
    };
    let opened = open_from_chat(cx, &tx, &from).await.map_err(|stop| stop.map(ChatRefusal::Open))?;
    row.request_id = Some(opened.id);
    add_notice(cx, &tx, &mut row, Notice::Request, staff).await?;
    if row.state == State::Ended {
        row.version += 1;
        keep(&tx, &row).await?;
    } else {
        ended(cx, &tx, &mut row, by).await?;
    }
    if after < until {
        copying_said::enqueue(cx, &tx, Left { chat: row.id, after, until }).await?;
    }
    if has_files(&*tx, row.id).await? {
        copying::enqueue(cx, &tx, row.id).await?;
    }
    cx.audit(&tx, of_account(HANDED_OVER.about(row.id), &row)).await?;
    tx.after_commit(|| metrics::counter!("gatehouse_chats_total", "step" => "request").increment(1));
    tx.commit().await?;
    Ok(opened)
}

/// As which user of which company they ask; whoever has left it, or is blocked there, is none.
pub(super) async fn user(cx: &Cx, tx: &Tx, row: &chat::Model) -> Outcome<Option<User>, ChatRefusal> {
    let (Some(company), Some(account)) = (row.company_id, row.account_id) else { return Ok(None) };
    let found = membership::of_account(cx, &**tx, account).await?;
    let may_enter = |found: &Membership| found.is_usable() && found.standing().blocked.is_none();
    let found = found.filter(|found| found.company().id == company && may_enter(found));
    let found = found.ok_or(ChatRefusal::NoUser).or_refuse()?;
    Ok(Some(User { company, member: found.member().id }))
}

/// Copies a piece of what was said into the request that the chat became, and answers what is left; the job's work. Behind which message it goes on stands
/// with the job, so another name or zone in the text moves no message in or out.
pub(crate) async fn copy_said(cx: &Cx, tx: &Tx, left: Left) -> Result<Option<Left>, Fault> {
    let Some(row) = super::hold(cx, tx, left.chat).await? else { return Ok(None) };
    let Some(request) = row.request_id else { return Ok(None) };
    let said = between(cx, &**tx, &row, (left.after, left.until), ROWS).await?;
    let customer = customers(cx, &**tx, std::slice::from_ref(&row)).await?.remove(&row.id).unwrap_or_default();
    let lines = lines(cx, &**tx, &row, &customer, &said).await?;
    let (parts, taken) = first_parts(&lines, MOST_TYPED, PIECE);
    let Some(last) = taken.checked_sub(1).and_then(|at| said.get(at)) else { return Ok(None) };
    let is_taken = add_from_chat(cx, tx, request, &parts).await?;
    Ok((is_taken && last.seq < left.until).then_some(Left { after: last.seq, ..left }))
}

/// Copies the files of a chat into the request that it became; the job's work. Each is copied once, and what is not known to be clean stays where it is.
/// Answers whether one is being scanned still.
pub(crate) async fn copy_files(cx: &Cx, chat: Uuid) -> Result<bool, Fault> {
    let Some(row) = chat::Entity::find_by_id(chat).one(cx.read()).await? else { return Ok(false) };
    let Some(request) = row.request_id else { return Ok(false) };
    let sent = Entity::find().filter(Column::ChatId.eq(chat)).filter(Column::FileId.is_not_null());
    let sent = sent.filter(Column::IsCopied.eq(false)).order_by_asc(Column::Seq).all(cx.read()).await?;
    let files = cx.service::<Files>()?;
    let mut waits = false;
    // Twenty at the most.
    for (message, file) in sent.iter().filter_map(|one| Some((one.id, one.file_id?))) {
        let Some(found) = files.find(cx, &FILE, file).await? else {
            let known = files.look(cx, &FILE, file).await?;
            waits = waits || has_scanner(cx) && known.is_some_and(|file| file.scan == ScanState::Quarantined);
            continue;
        };
        let content = files.open(cx, &found, None).await?;
        let received = match files.put(cx, &FILE_OF_REQUEST, request, content).await {
            Ok(received) => received,
            Err(Stop::Broken(fault)) => return Err(fault),
            Err(Stop::Refused(refusal)) => return Err(Fault::new(format!("a file was not copied: {refusal:?}"))),
        };
        let tx = cx.begin().await?;
        let held = super::hold(cx, &tx, chat).await?;
        let marked = Entity::update_many()
            .col_expr(Column::IsCopied, Expr::value(true))
            .filter(Column::Id.eq(message))
            .filter(Column::IsCopied.eq(false))
            .exec(&*tx)
            .await?;
        // Another try of this job was faster, or the chat is gone: the bytes end after a day.
        if held.is_none() || marked.rows_affected == 0 {
            return Ok(false);
        }
        if !file_from_chat(cx, &tx, request, received, found.name.clone()).await? {
            return Ok(false);
        }
        tx.commit().await?;
    }
    Ok(waits)
}
