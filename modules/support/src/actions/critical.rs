//! Critical incidents (SUP-4): the conditions that were accepted are stored with the hash of exactly the text that was shown, who is on call is
//! paged by mail and text message, again until a member of the staff takes it. The pages are a job of their own, so that a provider that is down
//! keeps no request from being opened.

use super::acting::agent;
use super::open::NewIncident;
use super::step::{Doer, happened, hold};
use crate::events::{CRITICAL_PAGED, CRITICAL_TAKEN};
use crate::jobs::paging;
use crate::mails::incident::{self, Alarm};
use crate::model::on_call::next_page;
use crate::model::places::{CALLBACK, SUBJECT};
use crate::model::settings::Settings;
use crate::model::transition::By;
use crate::refusals::RequestRefusal;
use crate::rights::AGENTS;
use crate::tables::critical_incident::{Column, Entity, Model};
use crate::tables::request;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Moment, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_mail::{Recipient, staff};
use gatehouse_messages::{PhoneNumber, TextMessage};
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// A text message is of no use after this.
const TEXT_LIVES: i64 = gatehouse_core::HOUR;

/// Stores what was accepted, and queues the first page; a step of opening.
pub(crate) async fn accept(cx: &Cx, tx: &Tx, row: &request::Model, new: &NewIncident) -> Result<(), Fault> {
    let (id, now) = (cx.id(), cx.now());
    let key = subject::key(cx, &**tx, row.id).await?;
    let incident = Model {
        id,
        request_id: row.id,
        kind: new.kind,
        account_id: row.account_id,
        conditions_digest: Sha256::digest(new.conditions.as_bytes()).to_vec(),
        lang: cx.lang.tag().to_owned(),
        callback_sealed: Some(key.seal(cx.app.random.as_ref(), CALLBACK, id, new.callback.as_bytes())?),
        accepted_at: now,
        paged_at: None,
        pages: 0,
        next_page_at: next_page(0, now),
        taken_by: None,
        taken_at: None,
    };
    Entity::insert(incident.into_active_model()).exec_without_returning(&**tx).await?;
    paging::enqueue(cx, tx, row.id).await
}

/// Pages who is on call for one incident, if it is due. Returns when the next page is.
pub(crate) async fn page(cx: &Cx, request: Uuid) -> Result<Option<Moment>, Fault> {
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, request).await? else { return Ok(None) };
    let wanted = Entity::find().filter(Column::RequestId.eq(request)).lock_exclusive();
    let Some(found) = wanted.one(&*tx).await? else { return Ok(None) };
    let now = cx.now();
    let Some(due) = found.next_page_at else { return Ok(None) };
    if found.taken_at.is_some() || !row.active || row.merged_into.is_some() {
        // What is over is not looked at again, so that it keeps no other one waiting.
        next_page_is(&tx, found.id, None).await?;
        tx.commit().await?;
        return Ok(None);
    }
    if due > now {
        return Ok(Some(due));
    }
    let pages = found.pages + 1;
    let told = alarm(cx, &tx, &row, &found, pages).await?;
    let next = next_page(pages, now);
    if next.is_none() {
        tracing::error!(%request, pages, "nobody has taken a critical incident, and the alarm has ended");
    }
    Entity::update_many()
        .col_expr(Column::Pages, Expr::value(pages))
        .col_expr(Column::PagedAt, Expr::value(now))
        .col_expr(Column::NextPageAt, Expr::value(next))
        .filter(Column::Id.eq(found.id))
        .exec(&*tx)
        .await?;
    let facts = json!({ "page": pages, "told": told });
    happened(cx, &tx, &mut row, Doer::program(By::Machine), ("paged", None, None), facts.clone()).await?;
    cx.audit(&tx, CRITICAL_PAGED.about(request).with(facts)).await?;
    tx.commit().await?;
    Ok(next)
}

async fn next_page_is(tx: &Tx, incident: Uuid, at: Option<Moment>) -> Result<(), Fault> {
    let update = Entity::update_many().col_expr(Column::NextPageAt, Expr::value(at));
    update.filter(Column::Id.eq(incident)).exec(&**tx).await?;
    Ok(())
}

/// Mails to who is on call and, where nobody is, to everybody who answers requests; text messages where they are on. Returns how many were told.
async fn alarm(cx: &Cx, tx: &Tx, row: &request::Model, incident: &Model, pages: i64) -> Result<usize, Fault> {
    let key = subject::key(cx, &**tx, row.id).await?;
    let opened = |place, id, sealed: Option<&[u8]>| {
        sealed.map_or_else(|| Ok(String::new()), |sealed| key.open_text(place, id, sealed))
    };
    let subject = opened(SUBJECT, row.id, row.subject_sealed.as_deref())?;
    let callback = opened(CALLBACK, incident.id, incident.callback_sealed.as_deref())?;
    let on_call = &cx.service::<Settings>()?.on_call;
    let mut told: Vec<Recipient> = on_call.emails.iter().map(|email| on_duty(row.id, email)).collect();
    if told.is_empty() {
        told = staff::with_roles(cx, tx, AGENTS).await?;
    }
    for to in &told {
        let alarm = Alarm {
            number: row.number.clone(),
            kind: incident.kind.name(to.lang),
            subject: subject.clone(),
            callback: callback.clone(),
            pages,
            path: format!("/staff/requests/{}", row.id),
        };
        incident::queue(cx, tx, to, &alarm).await?;
    }
    let texts = text(cx, tx, row, &on_call.phones).await?;
    Ok(told.len() + texts)
}

fn on_duty(request: Uuid, email: &str) -> Recipient {
    Recipient {
        account: None,
        sealed_by: request,
        email: email.to_owned(),
        greeted: None,
        lang: Lang::En,
        zone: None,
        is_staff: true,
    }
}

/// Text messages: what the caps of the kit let through. The number of the request is all that they say.
async fn text(cx: &Cx, tx: &Tx, row: &request::Model, phones: &[String]) -> Result<usize, Fault> {
    let Some(messages) = gatehouse_messages::of(cx) else { return Ok(0) };
    let mut sent = 0;
    for phone in phones {
        let Ok(number) = PhoneNumber::parse(phone, None) else { continue };
        match messages.admit(cx, tx, &number).await? {
            Err(capped) => tracing::warn!(?capped, "a text message of a critical incident was not sent"),
            Ok(admitted) => {
                let message = TextMessage {
                    kind: "support.incident",
                    to: &number,
                    account: row.id,
                    text: Secret::new(crate::texts(Lang::En).msg_text_incident(&row.number)),
                    expires: cx.now().plus(TEXT_LIVES),
                };
                gatehouse_messages::queue(cx, tx, message, admitted).await?;
                sent += 1;
            }
        }
    }
    Ok(sent)
}

/// A member of the staff takes it: nobody is paged any more, and the request is theirs.
pub async fn take_incident(cx: &Cx, request: Uuid) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    if row.status.is_final() {
        return Err(refuse(RequestRefusal::Ended));
    }
    let taken = Entity::update_many()
        .col_expr(Column::TakenBy, Expr::value(cx.actor.id()))
        .col_expr(Column::TakenAt, Expr::value(cx.now()))
        .col_expr(Column::NextPageAt, Expr::value(None::<Moment>))
        .filter(Column::RequestId.eq(request))
        .filter(Column::TakenAt.is_null())
        .exec(&*tx)
        .await?;
    // Taken twice is taken; another one's stays theirs.
    if taken.rows_affected == 1 {
        row.assignee_id = cx.actor.id();
        row.work = crate::model::work::Work::Assigned;
        happened(cx, &tx, &mut row, doer, ("taken", None, None), json!({})).await?;
        cx.audit(&tx, CRITICAL_TAKEN.about(request)).await?;
    }
    tx.commit().await?;
    Ok(())
}
