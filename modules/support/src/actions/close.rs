//! A customer closes a request (SUP-12): it is canceled, or closed once a solution was provided. A second click finds it closed and is told so.
//! Where something that was advised has solved it (SUP-14), whoever advised hears of it in the same transaction.

use super::acting::{Customer, customer};
use super::answer::number_of;
use super::step::{Doer, NotPossible, move_on};
use super::tell::Telling;
use crate::events::{CLOSED_BY_CUSTOMER, of_account};
use crate::model::status::Status;
use crate::model::transition::closing;
use crate::refusals::RequestRefusal;
use crate::signals::SolvedByAdvice;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid, refuse};
use serde::Deserialize;
use serde_json::json;

/// What was ticked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Close {
    /// `true`: the box is ticked.
    pub confirm: String,
}

/// Closes it; `company`: of the page's scope. Returns what it is now.
pub async fn close(cx: &Cx, company: Option<Uuid>, request: Uuid, input: &Close) -> Outcome<Status, RequestRefusal> {
    if input.confirm != "true" {
        return Err(refuse(RequestRefusal::NotTicked));
    }
    end(cx, company, request, None).await
}

/// The same where something that was advised has solved it: its button says so, and asks nothing more.
pub async fn solved_by(cx: &Cx, company: Option<Uuid>, request: Uuid, advice: Uuid) -> Outcome<Status, RequestRefusal> {
    end(cx, company, request, Some(advice)).await
}

async fn end(cx: &Cx, company: Option<Uuid>, request: Uuid, advice: Option<Uuid>) -> Outcome<Status, RequestRefusal> {
    let tx = cx.begin().await?;
    let Customer { seen, .. } = customer(cx, &tx, company, request).await?;
    // Who reads along ends nothing.
    let Some(by) = seen.manages() else { return Err(refuse(RequestRefusal::OnlySeen)) };
    let doer = Doer { by, id: Some(seen.account()) };
    let mut row = seen.into_row();
    let Some(to) = closing(row.status, doer.by) else {
        return Err(refuse(RequestRefusal::Step(NotPossible { status: row.status })));
    };
    if let Some(other) = row.merged_into {
        return Err(refuse(RequestRefusal::Merged(number_of(&tx, other).await?)));
    }
    move_on(cx, &tx, &mut row, to, doer, json!({})).await.map_err(|stop| stop.map(RequestRefusal::Step))?;
    if let Some(advice) = advice {
        cx.raise(&tx, SolvedByAdvice { request, advice }).await?;
    }
    Telling::of(cx, &tx, &row, None).await?.ended("").await?;
    let line = CLOSED_BY_CUSTOMER.about(request).with(json!({ "status": to.word() }));
    cx.audit(&tx, of_account(line, row.account_id)).await?;
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(to)
}
