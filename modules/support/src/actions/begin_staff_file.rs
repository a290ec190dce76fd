//! A member of the staff begins to send a file (SUP-5, SUP-17): for an answer, or for a note that only staff see. It is bounded and scanned as what
//! customers send.

use super::acting::agent;
use super::answer::number_of;
use super::begin_file::FileRefusal;
use crate::model::files::{FILE, of_staff};
use crate::model::message::Audience;
use crate::refusals::RequestRefusal;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_files::FileName;
use gatehouse_files::uploads::{self, Limits, Plan};
use gatehouse_web::rights::member;

/// Makes room for it, of the member's own. Returns the upload.
pub async fn begin_staff_file(
    cx: &Cx,
    request: Uuid,
    audience: Audience,
    name: FileName,
    length: u64,
) -> Outcome<Uuid, FileRefusal> {
    let staff = member(cx).map_err(RequestRefusal::NotAllowed).map_err(FileRefusal::Request).or_refuse()?;
    let tx = cx.begin().await?;
    let (row, _) = agent(cx, &tx, request).await.map_err(|stop| stop.map(FileRefusal::Request))?;
    if audience == Audience::Public && row.status.is_final() {
        return Err(refuse(FileRefusal::Request(RequestRefusal::Ended)));
    }
    if audience == Audience::Public
        && let Some(other) = row.merged_into
    {
        return Err(refuse(FileRefusal::Request(RequestRefusal::Merged(number_of(&tx, other).await?))));
    }
    let plan = Plan {
        purpose: FILE,
        owner: request,
        payer: staff,
        person: None,
        message: of_staff(cx, request, staff, audience),
        name,
        length,
        limits: Limits::MESSAGE,
    };
    let upload = uploads::begin(cx, &tx, &plan).await.map_err(|stop| stop.map(FileRefusal::Upload))?;
    tx.commit().await?;
    Ok(upload)
}
