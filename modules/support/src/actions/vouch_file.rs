//! A member of the staff vouches for a file that support has sent and no scanner has found clean (SUP-5): its customer opens it from then on. What
//! customers send, and what belongs to a note, is nobody's to vouch for.

use super::acting::agent;
use crate::model::message::Audience;
use crate::refusals::RequestRefusal;
use crate::tables::{request_file, request_message};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_files::uploads::Coming;
use gatehouse_files::{ScanState, has_scanner, vouch};
use sea_orm::entity::prelude::*;

/// Vouches for a file of an answer; `is_confirmed`: the box was ticked.
pub async fn vouch_file(cx: &Cx, request: Uuid, file: Uuid, is_confirmed: bool) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    agent(cx, &tx, request).await?;
    let row = sent_by_staff(&tx, request, file).await?.ok_or(RequestRefusal::NotFound).or_refuse()?;
    vouch(cx, &tx, row.file_id, is_confirmed).await.map_err(|stop| stop.map(RequestRefusal::Open))?;
    tx.commit().await?;
    Ok(())
}

async fn sent_by_staff(tx: &Tx, request: Uuid, file: Uuid) -> Result<Option<request_file::Model>, Fault> {
    let own = request_file::Entity::find_by_id(file)
        .filter(request_file::Column::RequestId.eq(request))
        .filter(request_file::Column::StaffId.is_not_null());
    let Some(row) = own.one(&**tx).await? else { return Ok(None) };
    let Some(message) = row.message_id else { return Ok(None) };
    let said = request_message::Entity::find_by_id(message).one(&**tx).await?;
    Ok(said.filter(|message| message.audience == Audience::Public).map(|_| row))
}

/// The same of what goes with an answer that is being sent: what will never be found clean needs the word of who sends it, and what was found
/// infected is not sent. What the scanner has before it is opened when it is clean. A step of answering.
pub(super) async fn vouch_sent(cx: &Cx, tx: &Tx, files: &[Coming], is_confirmed: bool) -> Outcome<(), RequestRefusal> {
    for file in files {
        let waits = file.scan == ScanState::Quarantined && has_scanner(cx);
        if !waits {
            vouch(cx, tx, file.id, is_confirmed).await.map_err(|stop| stop.map(RequestRefusal::Open))?;
        }
    }
    Ok(())
}
