//! A request gets a member of the staff who has it, or nobody (SUP-17). The customer is not told; whoever a colleague gives it to is, by mail.

use super::acting::{agent, unchanged};
use super::step::happened;
use super::tell::Telling;
use crate::events::ASSIGNED;
use crate::model::work::Work;
use crate::refusals::RequestRefusal;
use crate::rights::AGENTS;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_mail::staff;
use serde_json::json;

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To who does it.
    Me,
    /// To this colleague.
    Colleague(Uuid),
    /// To nobody any more.
    Nobody,
}

/// Assigns it; `version`: the one that the page showed, or whichever it is.
pub async fn assign(cx: &Cx, request: Uuid, to: To, version: Option<i64>) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    unchanged(&row, version)?;
    let assignee = match to {
        To::Me => cx.actor.id(),
        To::Nobody => None,
        To::Colleague(id) => match colleagues(cx, &tx).await?.contains(&id) {
            true => Some(id),
            false => return Err(refuse(RequestRefusal::NoColleague)),
        },
    };
    if assignee != row.assignee_id {
        row.assignee_id = assignee;
        row.work = match (assignee, row.work) {
            (Some(_), Work::New) => Work::Assigned,
            (None, Work::Assigned) => Work::New,
            (_, work) => work,
        };
        let facts = json!({ "to": assignee });
        happened(cx, &tx, &mut row, doer, ("assigned", None, None), facts).await?;
        cx.audit(&tx, ASSIGNED.about(request)).await?;
        if let Some(new) = assignee.filter(|id| Some(*id) != cx.actor.id()) {
            Telling::of(cx, &tx, &row, None).await?.assigned(new).await?;
        }
    }
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(())
}

/// The members of the staff who answer requests.
pub(crate) async fn colleagues(cx: &Cx, tx: &Tx) -> Result<Vec<Uuid>, Fault> {
    Ok(staff::with_roles(cx, tx, AGENTS).await?.into_iter().map(|member| member.sealed_by).collect())
}
