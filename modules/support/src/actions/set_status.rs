//! Support moves a request on without an answer (SUP-9): it goes on elsewhere, is canceled with the reason, ended because the customer gave no
//! information, or is processed again because they called.

use super::acting::{agent, unchanged};
use super::open_request::text;
use super::step::move_on;
use super::tell::Telling;
use crate::events::{STATUS_SET, of_account};
use crate::model::number::Number;
use crate::model::status::Status;
use crate::model::transition::{By, Needs, needs};
use crate::model::work::CancelReason;
use crate::refusals::RequestRefusal;
use crate::tables::request;
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SetStatus {
    /// The word of the status.
    pub status: String,
    /// The word of the reason of a cancellation.
    pub reason: String,
    /// Where it goes on: the number of a request, or a link.
    pub target: String,
    /// What the customer is told besides.
    pub message: String,
    /// The version that the page showed; missing: whichever it is.
    pub version: Option<i64>,
}

/// Moves it.
pub async fn set_status(cx: &Cx, request: Uuid, input: &SetStatus) -> Outcome<(), RequestRefusal> {
    let mut reader = Reader::default();
    let to = Status::from_word(input.status.trim());
    if to.is_none() {
        reader.wrong("status", Wrong::Choice);
    }
    let reason = CancelReason::from_word(input.reason.trim());
    let message =
        if input.message.trim().is_empty() { String::new() } else { text(&mut reader, "message", &input.message) };
    let target =
        if input.target.trim().is_empty() { String::new() } else { reader.line("target", &input.target, 2_000) };
    reader.finish(()).or_refuse()?;
    let Some(to) = to else { return Err(refuse(RequestRefusal::NotFound)) };
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    unchanged(&row, input.version)?;
    let mut why = message;
    match needs(row.status, to, By::Staff) {
        // These come with an answer, in `answer_as_staff`.
        Some(Needs::PublicMessage | Needs::Solution) => return Err(refuse(RequestRefusal::Step(at(&row)))),
        Some(Needs::Reason) => {
            let Some(reason) = reason else {
                let mut reader = Reader::default();
                reader.wrong("reason", Wrong::Required);
                reader.finish(()).or_refuse()?;
                return Err(refuse(RequestRefusal::Step(at(&row))));
            };
            let lang = gatehouse_core::Lang::from_tag(&row.lang).unwrap_or_default();
            why = joined(&reason.name(lang), &why);
        }
        Some(Needs::Target) => {
            if target.is_empty() {
                return Err(refuse(RequestRefusal::NoTarget));
            }
            why = joined(&judged(&tx, &target).await?, &why);
        }
        _ => {}
    }
    let facts = json!({ "reason": reason.map(CancelReason::word), "target": target });
    move_on(cx, &tx, &mut row, to, doer, facts).await.map_err(|stop| stop.map(RequestRefusal::Step))?;
    if to.is_final() || to == Status::SolvedNoInformation {
        Telling::of(cx, &tx, &row, None).await?.ended(&why).await?;
    }
    let details = json!({ "status": to.word(), "reason": reason.map(CancelReason::word) });
    cx.audit(&tx, of_account(STATUS_SET.about(request).with(details), row.account_id)).await?;
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(())
}

const fn at(row: &request::Model) -> super::step::NotPossible {
    super::step::NotPossible { status: row.status }
}

fn joined(first: &str, rest: &str) -> String {
    if rest.is_empty() { first.to_owned() } else { format!("{first}\n\n{rest}") }
}

/// Where it goes on: a request that exists, or a link of the web.
async fn judged(tx: &Tx, target: &str) -> Outcome<String, RequestRefusal> {
    if target.starts_with("https://") {
        return Ok(target.to_owned());
    }
    let number = Number::parse(target).ok_or(RequestRefusal::NoTarget).or_refuse()?.to_string();
    let exists = request::Entity::find().filter(request::Column::Number.eq(number.as_str())).one(&**tx).await?;
    exists.map(|_| number).ok_or_else(|| refuse(RequestRefusal::NoTarget))
}
