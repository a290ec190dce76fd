//! A mail becomes part of a request (SUP-13). What is slow comes first (attachments into files), then everything is one transaction: message, status,
//! notices, and that this mail was placed. Called again after a crash, it finds the mail placed, or nothing of it.

mod ended;
mod files;
mod fresh;
mod machine;
mod person;
mod room;
mod too_large;

use crate::model::mail_thread::ref_lookup;
use crate::model::message::{MOST_RECEIVED, RefKind};
use crate::model::places::{BODY, REF};
use crate::tables::message_ref::{Column, Entity, Model};
use crate::tables::{request, request_message};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::{Arrived, Class, Goes};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use std::borrow::Cow;

pub(crate) use files::{Sent, give, received_again};
pub(crate) use room::Mailroom;

/// Takes it.
pub(crate) async fn take(cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
    match (&mail.class, mail.decision.goes) {
        (Class::Bounce, Goes::Request(id)) => machine::bounced(cx, mail, id).await,
        (Class::Automatic(_), Goes::Request(id)) => machine::noted(cx, mail, id).await,
        (Class::Person { .. }, Goes::Request(id)) => Box::pin(person::answered(cx, mail, id)).await,
        (Class::Person { .. }, Goes::New | Goes::Triage) => fresh::asked(cx, mail, fresh::Regards::Nowhere).await,
        _ => nowhere(cx, mail).await,
    }
}

/// It is kept in the log of mails, and nothing else happens.
async fn nowhere(cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    mail.done(cx, &tx, None, None).await?;
    tx.commit().await
}

/// Who wrote a mail, as far as that is known before it is kept.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// They belong to the request, or are of the staff, or their account is proven.
    is_confirmed: bool,
    /// Their account.
    account: Option<Uuid>,
}

impl Known {
    const NOBODY: Self = Self { is_confirmed: false, account: None };

    const fn confirmed(account: Option<Uuid>) -> Self {
        Self { is_confirmed: true, account }
    }

    /// Whether a message of before is of somebody of whom less is known.
    const fn outranks(self, message: &request_message::Model) -> bool {
        self.is_confirmed && message.unconfirmed || self.account.is_some() && message.account_id.is_none()
    }
}

/// What is there already under a mail's own id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Earlier {
    /// Nothing.
    Nothing,
    /// This very mail, in this request.
    Same(Uuid),
    /// What came of somebody of whom less is known; the id leads to this mail from now on. The row of the id.
    Outranked(Uuid),
    /// Another mail, to which the id goes on to lead.
    Another,
}

/// Where this mail went when it came before, by another address of ours or from a mailbox that was numbered anew. An id is anybody's word: what says
/// something else is another mail, and so is what came of somebody of whom less is known. Else who knows the id of a customer's mail could keep it
/// out by sending that id first.
async fn earlier(cx: &Cx, tx: &Tx, mail: &Arrived, by: Known) -> Result<Earlier, Fault> {
    let Some((known, message)) = of_same_id(cx, tx, mail).await? else { return Ok(Earlier::Nothing) };
    if by.outranks(&message) {
        return Ok(Earlier::Outranked(known.id));
    }
    let is_same = says_the_same(cx, tx, (known.request_id, &message), mail).await?;
    Ok(if is_same { Earlier::Same(known.request_id) } else { Earlier::Another })
}

/// Whether a message has the very words of this mail.
async fn says_the_same(
    cx: &Cx,
    tx: &Tx,
    (request, message): (Uuid, &request_message::Model),
    mail: &Arrived,
) -> Result<bool, Fault> {
    let Some(sealed) = &message.body_sealed else { return Ok(false) };
    let said = subject::key(cx, &**tx, request).await?.open_text(BODY, message.id, sealed)?;
    Ok(said == text_of(mail))
}

async fn of_same_id(cx: &Cx, tx: &Tx, mail: &Arrived) -> Result<Option<(Model, request_message::Model)>, Fault> {
    let Some(id) = named(mail) else { return Ok(None) };
    let known = Entity::find().filter(Column::RefLookup.eq(ref_lookup(cx, &id))).one(&**tx).await?;
    let Some(known) = known else { return Ok(None) };
    let message = request_message::Entity::find_by_id(known.message_id).one(&**tx).await?;
    Ok(message.map(|message| (known, message)))
}

/// What names a mail: its own id. Where its program gave it none, its author, its time and its subject do, so that it is known when it comes once more.
fn named(mail: &Arrived) -> Option<Cow<'_, str>> {
    if let Some(id) = &mail.mail.message_id {
        return Some(Cow::Borrowed(id));
    }
    let at = mail.mail.written_at?;
    Some(Cow::Owned(format!("no id: {} {at} {}", address_of(mail), mail.mail.subject)))
}

/// Keeps the mail's own id, so that answers to it find the request, whoever writes them. An id leads to one mail: the first, unless more is known of
/// who wrote this one. A mail that came twice may be read by two workers at once, and neither finds the other in [`earlier`]: whoever comes second here
/// is taken back whole, and its next try knows the mail.
async fn keep_ref(
    cx: &Cx,
    tx: &Tx,
    row: &request::Model,
    message: Uuid,
    (mail, earlier): (&Arrived, Earlier),
) -> Result<(), Fault> {
    let Some(said) = named(mail) else { return Ok(()) };
    match earlier {
        Earlier::Nothing => {}
        Earlier::Outranked(known) => {
            Entity::delete_by_id(known).exec(&**tx).await?;
        }
        Earlier::Same(_) | Earlier::Another => return Ok(()),
    }
    let (id, key) = (cx.id(), subject::key(cx, &**tx, row.id).await?);
    // What our mails name as answered stands in their heads: nothing comes there that could be two ids.
    let is_one = said.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'));
    let sealed = if is_one { Some(key.seal(cx.app.random.as_ref(), REF, id, said.as_bytes())?) } else { None };
    let new = Model {
        id,
        request_id: row.id,
        message_id: message,
        kind: RefKind::Received,
        ref_lookup: ref_lookup(cx, &said),
        ref_sealed: sealed,
        at: cx.now(),
    };
    let once = OnConflict::column(Column::RefLookup).do_nothing().to_owned();
    let kept = Entity::insert(new.into_active_model()).on_conflict(once).exec_without_returning(&**tx).await?;
    if kept == 0 { Err(taken_twice()) } else { Ok(()) }
}

fn taken_twice() -> Fault {
    Fault::busy("another worker has just taken a mail with this id")
}

/// What its author wrote; a mail that is nothing but a quotation is that.
fn text_of(mail: &Arrived) -> String {
    let own = [&mail.mail.text, &mail.mail.quoted].into_iter().map(|text| text.trim()).find(|text| !text.is_empty());
    own.unwrap_or_default().chars().take(MOST_RECEIVED).collect()
}

/// Whose it says it is.
fn address_of(mail: &Arrived) -> &str {
    mail.mail.from.as_ref().map_or("", |from| from.address.as_str())
}

/// A step that the caller has made sure of.
pub(crate) fn sure<R: std::fmt::Debug>(stop: Stop<R>) -> Fault {
    match stop {
        Stop::Broken(fault) => fault,
        Stop::Refused(refusal) => Fault::busy(format!("a request has changed while a mail came in: {refusal:?}")),
    }
}
