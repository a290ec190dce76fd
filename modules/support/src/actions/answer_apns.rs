//! A request for a certificate of Apple's push service is answered by the machine at once, with the file that Apple's portal takes (SUP-8). Where the
//! vendor's certificate is missing or has ended, or the file cannot be read, it stays in the queue for people.

use super::answer_as_staff::send;
use super::message::Writer;
use super::step::{Doer, hold};
use crate::events::APNS_SIGNED;
use crate::model::apns::csr::{self, CsrParser};
use crate::model::apns::vendor::SharedVendor;
use crate::model::category::Category;
use crate::model::files::FILE;
use crate::model::message::MessageChannel;
use crate::model::status::Status;
use crate::model::transition::By;
use crate::refusals::RequestRefusal;
use crate::tables::{request, request_file};
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Stop, Uuid};
use gatehouse_files::{FileName, Files};
use gatehouse_guard::Asker;
use gatehouse_worker::Workers;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// What the signed file is called.
const NAME: &str = "push_certificate_request.plist";

/// Answers it; whether it was answered. Once more finds it answered.
pub async fn answer_apns(cx: &Cx, request: Uuid) -> Outcome<bool, RequestRefusal> {
    let found = request::Entity::find_by_id(request).one(cx.read()).await?;
    let is_due = |row: &request::Model| row.category == Category::Apns && row.messages == 1;
    let Some(row) = found.filter(is_due) else { return Ok(false) };
    let Some(signed) = signed(cx, row.id).await? else { return Ok(false) };
    let content = futures::stream::iter([Ok::<_, Fault>(Bytes::from(signed))]);
    let received = match cx.service::<Files>()?.put(cx, &FILE, request, content).await {
        Ok(received) => received,
        Err(Stop::Broken(fault)) => return Err(fault.into()),
        Err(Stop::Refused(_)) => return Ok(false),
    };
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, request).await?.filter(is_due) else { return Ok(false) };
    let file = received.attach(cx, &tx, FileName::clean(NAME)).await?;
    let waiting = request_file::Model {
        id: cx.id(),
        request_id: request,
        message_id: None,
        file_id: file.id,
        account_id: None,
        staff_id: None,
        place: 1,
        added_at: cx.now(),
        erase_at: None,
    };
    request_file::Entity::insert(waiting.into_active_model()).exec_without_returning(&*tx).await?;
    let lang = gatehouse_core::Lang::from_tag(&row.lang).unwrap_or_default();
    let text = crate::texts(lang).msg_ask_apns_signed();
    let solution = Some(Status::SolutionProvided);
    let (doer, writer) = (Doer::program(By::Machine), Writer::default());
    send(cx, &tx, &mut row, doer, (writer, MessageChannel::Web), (&text, solution)).await?;
    cx.audit(&tx, APNS_SIGNED.about(request)).await?;
    tx.commit().await?;
    Ok(true)
}

/// What Apple's portal takes; `None`: it cannot be made now.
async fn signed(cx: &Cx, request: Uuid) -> Result<Option<String>, Fault> {
    let Some(SharedVendor(Some(vendor))) = cx.app.services.find::<SharedVendor>() else { return Ok(None) };
    let file = request_file::Entity::find().filter(request_file::Column::RequestId.eq(request)).one(cx.read()).await?;
    let Some(file) = file else { return Ok(None) };
    let most = u64::try_from(csr::MOST_BYTES)?;
    let Some(bytes) = cx.service::<Files>()?.for_parser(cx, file.file_id, most).await? else { return Ok(None) };
    let read = cx.service::<Workers>()?.parse::<CsrParser>(&Asker::of(cx), &(), &bytes).await?;
    Ok(read.ok().and_then(|parsed| vendor.sign(&parsed.found, cx.now())))
}
