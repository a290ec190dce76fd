//! A mail leaves the request where it was.

use crate::model::message::RefKind;
use crate::model::places::{BODY, FACTS};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::chain;
use crate::tables::{message_delivery, message_ref, request, request_event, request_file, request_message};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Takes its messages out, with their files; returns the text. The ids by which it is known stay behind without a message until [`super::bring::Brought::follow`].
pub(super) async fn take_out(
    cx: &Cx,
    tx: &Tx,
    row: &request::Model,
    old: &[request_message::Model],
) -> Result<String, Fault> {
    let key = subject::key(cx, &**tx, row.id).await?;
    let first = old.iter().min_by_key(|one| one.seq).ok_or_else(|| super::missing("its message"))?;
    let text = match &first.body_sealed {
        Some(sealed) => key.open_text(BODY, first.id, sealed)?,
        None => String::new(),
    };
    let ids: Vec<Uuid> = old.iter().map(|one| one.id).collect();
    let of = || ids.iter().copied();
    let files = request_file::Entity::find().filter(request_file::Column::MessageId.is_in(of())).all(&**tx).await?;
    if !files.is_empty() {
        let bytes: Vec<Uuid> = files.iter().map(|file| file.file_id).collect();
        gatehouse_files::remove_all(cx, tx, &bytes).await?;
        request_file::Entity::delete_many().filter(request_file::Column::MessageId.is_in(of())).exec(&**tx).await?;
    }
    message_delivery::Entity::delete_many().filter(message_delivery::Column::MessageId.is_in(of())).exec(&**tx).await?;
    // Mails of ours about it: answers to them find this request by their address.
    message_ref::Entity::delete_many()
        .filter(message_ref::Column::MessageId.is_in(of()))
        .filter(message_ref::Column::Kind.ne(RefKind::Received))
        .exec(&**tx)
        .await?;
    Ok(text)
}

/// The status from which this message brought the request back to support, where nothing changed it since: it is that again without the message.
pub(super) async fn ended_wait(
    tx: &Tx,
    key: &SubjectKey,
    row: &request::Model,
    message: Uuid,
) -> Result<Option<Status>, Fault> {
    use request_event::{Column, Entity};
    if row.status != Status::Processing {
        return Ok(None);
    }
    let last = Entity::find()
        .filter(Column::RequestId.eq(row.id))
        .filter(Column::ToStatus.is_not_null())
        .order_by_desc(Column::Seq)
        .one(&**tx)
        .await?;
    let Some(last) = last.filter(|last| matches!(last.actor, By::Author | By::Company)) else { return Ok(None) };
    // Somebody of it has written again since: support has to answer that.
    let again = Entity::find()
        .filter(Column::RequestId.eq(row.id))
        .filter(Column::Kind.eq("asked"))
        .filter(Column::Seq.gt(last.seq))
        .one(&**tx)
        .await?;
    if again.is_some() {
        return Ok(None);
    }
    let (Some(from), Some(sealed)) = (last.from_status, &last.facts_sealed) else { return Ok(None) };
    let facts = chain::unsalted(&key.open(FACTS, last.id, sealed)?)?;
    let is_by_it = facts.get("message").and_then(|id| id.as_str()) == Some(message.to_string().as_str());
    // An end without information is time's alone; the wait is support's then.
    Ok(Some(from).filter(|from| is_by_it && matches!(from, Status::AwaitingAnswer | Status::SolutionProvided)))
}
