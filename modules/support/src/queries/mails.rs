//! Mails that came in, as staff see them: those that failed, and why one is where it is (SUP-13).

use super::staff::Looked;
use crate::events::FAILED_MAILS_VIEWED;
use crate::queries::mail_known::Sender;
use crate::rights::RequestsRead;
use crate::tables::{mail_move, request, request_message, request_person};
use gatehouse_context::{AuditEntry, Cx, Look, Seen};
use gatehouse_core::{Fault, Uuid};
use gatehouse_inbox::failed::{FailedMail, failed};
use gatehouse_inbox::{Because, because};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, QueryTrait as _};

/// A look at the mails that failed: who wrote them is among what is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct FailedMails;

impl Look for FailedMails {
    type Right = RequestsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![FAILED_MAILS_VIEWED.entry()]
    }

    fn leafed(&self) -> Option<String> {
        Some(String::new())
    }
}

/// The latest of them.
pub async fn failed_mails(cx: &Cx, _: &Seen<FailedMails>) -> Result<Vec<FailedMail>, Fault> {
    failed(cx, None).await
}

/// Why a message of this request is here; `None`: it did not come by mail, or the mail is gone.
pub async fn why_here(cx: &Cx, seen: &Seen<Looked>, message: Uuid) -> Result<Option<Because>, Fault> {
    use request_message::{Column, Entity};
    let own = Entity::find_by_id(message).filter(Column::RequestId.eq(seen.row().id));
    match own.one(cx.read()).await?.and_then(|row| row.raw_mail) {
        Some(mail) => because(cx, mail).await,
        None => Ok(None),
    }
}

/// Requests that a mail is offered to be moved to.
const OFFERED: u64 = 5;

/// Whether this message of the request is a mail that somebody outside wrote: it can be moved.
pub async fn is_movable(cx: &Cx, seen: &Seen<Looked>, message: Uuid) -> Result<bool, Fault> {
    use request_message::{Column, Entity};
    let own = Entity::find_by_id(message)
        .filter(Column::RequestId.eq(seen.row().id))
        .filter(Column::RawMail.is_not_null())
        .filter(Column::Author.ne(crate::model::message::Author::Staff));
    Ok(own.one(cx.read()).await?.is_some())
}

/// The other requests of who wrote a mail that are not over, the latest first.
pub async fn others_of_sender(cx: &Cx, seen: &Seen<Looked>, from: &str) -> Result<Vec<request::Model>, Fault> {
    use request::{Column, Entity};
    let sender = Sender::of(cx, cx.read(), from).await?;
    let mut theirs = Condition::any();
    theirs = theirs.add_option(sender.account.map(|account| request_person::Column::AccountId.eq(account)));
    theirs = theirs.add_option(sender.lookup.map(|lookup| request_person::Column::EmailLookup.eq(lookup)));
    if theirs.is_empty() {
        return Ok(Vec::new());
    }
    let own = request_person::Entity::find()
        .select_only()
        .column(request_person::Column::RequestId)
        .filter(theirs)
        .filter(request_person::Column::RemovedAt.is_null());
    let found = Entity::find()
        .filter(Column::Id.in_subquery(own.into_query()))
        .filter(Column::Id.ne(seen.row().id))
        .filter(Column::Active.eq(true))
        .filter(Column::MergedInto.is_null())
        .filter(super::staff::kept(cx.now()))
        .order_by_desc(Column::UpdatedAt)
        .limit(OFFERED);
    Ok(found.all(cx.read()).await?)
}

/// The move that brought this message here, as far as nobody has undone it; and the request where it was.
pub async fn moved_here(
    cx: &Cx,
    seen: &Seen<Looked>,
    message: Uuid,
) -> Result<Option<(mail_move::Model, Option<request::Model>)>, Fault> {
    use mail_move::{Column, Entity};
    let found = Entity::find()
        .filter(Column::ToMessage.eq(message))
        .filter(Column::ToRequest.eq(seen.row().id))
        .filter(Column::UndoneAt.is_null())
        .one(cx.read())
        .await?;
    let Some(done) = found else { return Ok(None) };
    let from = request::Entity::find_by_id(done.from_request).one(cx.read()).await?;
    Ok(Some((done, from)))
}
