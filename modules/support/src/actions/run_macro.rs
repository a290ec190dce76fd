//! A macro runs on a request: all of its steps are one change, or none is (SUP-17).

use super::acting::{agent, unchanged};
use super::answer_as_staff::send;
use super::message::Writer;
use super::save_canned::used;
use super::step::happened;
use crate::events::{SORTED, STAFF_ANSWERED, of_account};
use crate::model::macro_steps::Steps;
use crate::model::message::MessageChannel;
use crate::model::status::Status;
use crate::model::work::Work;
use crate::refusals::RequestRefusal;
use crate::tables::{support_macro, support_queue};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Runs it; `text`: that of its canned answer, filled in for this request.
pub async fn run_macro(
    cx: &Cx,
    request: Uuid,
    id: Uuid,
    text: &str,
    version: Option<i64>,
) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    unchanged(&row, version)?;
    let found = support_macro::Entity::find_by_id(id).one(&*tx).await?;
    let found = found.ok_or(RequestRefusal::NotFound).or_refuse()?;
    let steps: Steps = serde_json::from_str(&found.steps).map_err(Fault::from)?;
    if steps.canned.is_some() && text.trim().is_empty() {
        return Err(refuse(RequestRefusal::NoCanned));
    }
    if let Some(queue) = steps.queue {
        let open = support_queue::Entity::find_by_id(queue).filter(support_queue::Column::ArchivedAt.is_null());
        if open.one(&*tx).await?.is_none() {
            return Err(refuse(RequestRefusal::NoQueue));
        }
        row.queue_id = Some(queue);
    }
    if steps.take {
        row.assignee_id = cx.actor.id();
        if row.work == Work::New {
            row.work = Work::Assigned;
        }
    }
    if let Some(work) = steps.work.as_deref().and_then(Work::from_word) {
        row.work = work;
    }
    let facts = json!({ "macro": id, "queue": row.queue_id, "work": row.work.word() });
    happened(cx, &tx, &mut row, doer, ("sorted", None, None), facts).await?;
    cx.audit(&tx, SORTED.about(request)).await?;
    if !text.trim().is_empty() {
        let writer = Writer { staff: cx.actor.id(), ..Writer::default() };
        let becomes = steps.becomes.as_deref().and_then(Status::from_word);
        send(cx, &tx, &mut row, doer, (writer, MessageChannel::Web), (text, becomes)).await?;
        if let Some(canned) = steps.canned {
            used(cx, &tx, canned).await?;
        }
        cx.audit(&tx, of_account(STAFF_ANSWERED.about(request), row.account_id)).await?;
    }
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(())
}
