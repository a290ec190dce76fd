//! A request for a certificate of Apple's push service is answered by the machine (SUP-8): what was sent is checked once more, signed with the vendor's
//! certificate, and the answer is the file that Apple's portal takes. Where that cannot be, a note says why, and support answers.

use super::answer_as_staff::send;
use super::message::{NewMessage, Writer, add};
use super::step::{Doer, happened, hold};
use crate::events::{CSR_FAILED, CSR_SIGNED, of_account};
use crate::model::apns::csr::{self, CsrParser};
use crate::model::apns::vendor::SharedVendor;
use crate::model::files::FILE;
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::tables::{request, request_file, request_message};
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_files::{FileName, Files, Received};
use gatehouse_guard::Asker;
use gatehouse_worker::Workers;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;
use std::convert::Infallible;

/// What the answer's file is called.
const NAME: &str = "apple-push-request.plist";

/// Why the machine cannot answer: the words of the note and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The operator has no certificate, or it has ended.
    NoVendor,
    /// What was sent cannot be signed.
    NotReadable,
}

impl Why {
    const fn word(self) -> &'static str {
        match self {
            Self::NoVendor => "no_certificate",
            Self::NotReadable => "not_readable",
        }
    }

    fn text(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NoVendor => t.msg_apns_no_vendor(),
            Self::NotReadable => t.msg_apns_not_readable(),
        }
    }
}

/// Answers it; done already, or by somebody else: nothing. The job's work.
pub(crate) async fn sign_csr(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let found = request::Entity::find_by_id(id).one(cx.read()).await?;
    let Some(seen) = found.filter(is_open) else { return Ok(()) };
    let signed = match signed(cx, &seen).await? {
        Ok(signed) => Ok(kept(cx, id, signed).await?),
        Err(why) => Err(why),
    };
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, id).await?.filter(is_open) else { return Ok(()) };
    match signed {
        Ok(received) => answer(cx, &tx, &mut row, received).await?,
        Err(why) => note(cx, &tx, &mut row, why).await?,
    }
    tx.commit().await
}

/// Nobody has answered it, nor has the machine tried.
fn is_open(row: &request::Model) -> bool {
    row.status == Status::Processing && row.messages == 1 && row.merged_into.is_none() && row.erased_at.is_none()
}

async fn signed(cx: &Cx, row: &request::Model) -> Result<Result<String, Why>, Fault> {
    let first = request_message::Entity::find().filter(request_message::Column::RequestId.eq(row.id));
    let first = first.filter(request_message::Column::Seq.eq(1)).one(cx.read()).await?;
    let Some(first) = first else { return Ok(Err(Why::NotReadable)) };
    let file = request_file::Entity::find().filter(request_file::Column::MessageId.eq(first.id));
    let Some(file) = file.one(cx.read()).await? else { return Ok(Err(Why::NotReadable)) };
    let bytes = cx.service::<Files>()?.for_worker(cx, &FILE, file.file_id, csr::MOST_BYTES).await?;
    let Some(bytes) = bytes else { return Ok(Err(Why::NotReadable)) };
    let parsed = cx.service::<Workers>()?.parse::<CsrParser>(&Asker::program(), &(), &bytes).await?;
    let Ok(parsed) = parsed else { return Ok(Err(Why::NotReadable)) };
    let vendor = cx.app.services.find::<SharedVendor>().and_then(|shared| shared.0.clone());
    let signed = vendor.and_then(|vendor| vendor.sign(&parsed.found, cx.now()));
    Ok(signed.ok_or(Why::NoVendor))
}

async fn kept(cx: &Cx, owner: Uuid, signed: String) -> Result<Received, Fault> {
    let content = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(signed))]);
    let received = cx.service::<Files>()?.put(cx, &FILE, owner, content).await;
    received.map_err(|stop| match stop {
        Stop::Broken(fault) => fault,
        Stop::Refused(refusal) => Fault::new(format!("the answer to a signing request was refused: {refusal:?}")),
    })
}

async fn answer(cx: &Cx, tx: &Tx, row: &mut request::Model, received: Received) -> Result<(), Fault> {
    let file = received.attach(cx, tx, FileName::clean(NAME)).await?;
    let waiting = request_file::Model {
        id: cx.id(),
        request_id: row.id,
        message_id: None,
        file_id: file.id,
        account_id: None,
        staff_id: None,
        place: 1,
        added_at: cx.now(),
        erase_at: None,
    };
    request_file::Entity::insert(waiting.into_active_model()).exec_without_returning(&**tx).await?;
    let text = crate::texts(Lang::from_tag(&row.lang).unwrap_or_default()).msg_apns_answer();
    let said = (text.as_str(), Some(Status::SolutionProvided));
    let writer = (Writer::default(), MessageChannel::Web);
    send(cx, tx, row, Doer::program(By::Machine), writer, said).await.map_err(|stop| match stop {
        Stop::Broken(fault) => fault,
        Stop::Refused(refusal) => Fault::new(format!("a signed request could not be answered: {refusal:?}")),
    })?;
    cx.audit(tx, of_account(CSR_SIGNED.about(row.id), row.account_id)).await
}

/// Support reads it, and answers.
async fn note(cx: &Cx, tx: &Tx, row: &mut request::Model, why: Why) -> Result<(), Fault> {
    let text = why.text(Lang::En);
    let new = NewMessage {
        channel: MessageChannel::Web,
        audience: Audience::Internal,
        author: Author::Machine,
        writer: Writer::default(),
        text: &text,
        html: None,
        raw_mail: None,
        unconfirmed: false,
        is_solution: false,
        takes_files: false,
    };
    let message = add(cx, tx, row, &new).await?;
    row.updated_at = cx.now();
    let facts = json!({ "message": message.id, "why": why.word() });
    happened(cx, tx, row, Doer::program(By::Machine), ("not_signed", None, None), facts).await?;
    tracing::error!(why = why.word(), "a signing request for Apple could not be answered; support has to");
    cx.audit(tx, CSR_FAILED.about(row.id).with(json!({ "why": why.word() }))).await
}
