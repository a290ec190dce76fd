//! Makes the archive of a person's data, for the job (ACC-17, PRI-5). The bytes go into the storage first, sealed under the account's key;
//! one transaction then makes them a file, says that it is ready, queues the mail and ends the job. So nobody is ever offered a part:
//! a process that dies before leaves bytes that belong to nothing, which end by their rule, and the job begins anew.

use super::locked;
use crate::model::export::EXPORT;
use crate::model::{ExportState, term};
use crate::queries::contacts;
use crate::tables::account_export::{Column, Entity, Model};
use crate::{events, mails, texts};
use axum::body::Bytes;
use futures::StreamExt as _;
use futures::stream::{self, BoxStream};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, MINUTE, Refusal as _, Stop, Uuid, zone};
use gatehouse_export::{Archive, PageWords};
use gatehouse_files::{FileName, Files, Received};
use gatehouse_jobs::{Claimed, JobEnd};
use gatehouse_l10n::Format;
use gatehouse_mail::Recipient;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// An archive as it is made.
type Content = BoxStream<'static, Result<Bytes, Fault>>;

/// Makes it, and finishes the job with it; there is nothing to do where the account or the request is gone.
pub(crate) async fn make_export(cx: &Cx, id: Uuid, job: &Claimed) -> Result<JobEnd, Fault> {
    let Some(row) = waiting(cx, id).await? else { return Ok(JobEnd::Done) };
    let Some(contact) = contacts::contact(cx, cx.read(), row.account_id).await? else { return Ok(JobEnd::Done) };
    let to = contact.to;
    let received = receive(cx, &row, &to, Some(job)).await?;
    attach(cx, &row, &to, received, Some(job)).await
}

/// The same without a job around it, and perhaps without its last step: for the test of a process that dies before it.
#[doc(hidden)]
pub async fn make_without_job(cx: &Cx, id: Uuid, to_the_end: bool) -> Result<(), Fault> {
    let Some(row) = waiting(cx, id).await? else { return Ok(()) };
    let Some(contact) = contacts::contact(cx, cx.read(), row.account_id).await? else { return Ok(()) };
    let received = receive(cx, &row, &contact.to, None).await?;
    if to_the_end {
        attach(cx, &row, &contact.to, received, None).await?;
    }
    Ok(())
}

async fn waiting(cx: &Cx, id: Uuid) -> Result<Option<Model>, Fault> {
    let row = Entity::find_by_id(id).one(cx.read()).await?;
    Ok(row.filter(|row| row.state == ExportState::Waiting))
}

/// Puts the archive into the storage.
async fn receive(cx: &Cx, row: &Model, to: &Recipient, job: Option<&Claimed>) -> Result<Received, Fault> {
    let reader = Cx { lang: to.lang, zone: zone_of(cx, to), ..cx.clone() };
    let words = words(&reader, to);
    let content = Archive::new(reader, row.account_id, words).content();
    let content = extending(cx.clone(), job.cloned(), content);
    match cx.service::<Files>()?.put(cx, &EXPORT, row.account_id, content).await {
        Ok(received) => Ok(received),
        Err(Stop::Broken(fault)) => Err(fault),
        Err(Stop::Refused(refusal)) => Err(Fault::new(format!("the archive was not stored: {}", refusal.code()))),
    }
}

/// Extends the job's lease as the archive grows.
fn extending(cx: Cx, job: Option<Claimed>, content: Content) -> Content {
    let begun = cx.now();
    let pieces = stream::unfold((cx, job, content, begun), |(cx, job, mut content, mut last)| async move {
        let mut piece = content.next().await?;
        if let Err(fault) = &piece {
            // The storage hears only that nothing more comes.
            tracing::error!(error = %fault, "a person's data could not be read to the end");
        }
        if let Some(job) = &job
            && cx.now().since(last) >= MINUTE / 2
        {
            last = cx.now();
            if let Err(fault) = job.extend(&cx).await {
                piece = Err(fault);
            }
        }
        Some((piece, (cx, job, content, last)))
    });
    pieces.boxed()
}

async fn attach(
    cx: &Cx,
    row: &Model,
    to: &Recipient,
    received: Received,
    job: Option<&Claimed>,
) -> Result<JobEnd, Fault> {
    let (account, now) = (row.account_id, cx.now());
    let expires = now.plus(i64::from(term::EXPORT_DAYS) * DAY);
    let tx = cx.begin().await?;
    // The account first, as everywhere: its deletion waits, so that no mail is queued behind it.
    let owner = locked(&tx, account).await?;
    // Deleted, or asked for anew, while it was made: the bytes end by their rule.
    let held = Entity::find_by_id(row.id).lock_exclusive().one(&*tx).await?;
    if owner.is_none() || held.is_none_or(|held| held.state != ExportState::Waiting) {
        tx.rollback().await?;
        return Ok(JobEnd::Done);
    }
    let name = FileName::clean(&format!("{}-{}.zip", gatehouse_brand::name(&cx.app), day(cx, to)));
    let file = received.attach(cx, &tx, name).await?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ExportState::Ready))
        .col_expr(Column::MadeAt, Expr::value(Some(now)))
        .col_expr(Column::FileId, Expr::value(Some(file.id)))
        .col_expr(Column::Size, Expr::value(Some(i64::try_from(file.size)?)))
        .col_expr(Column::ExpiresAt, Expr::value(expires))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    mails::export_ready::queue(cx, &tx, to, expires).await?;
    cx.audit(&tx, events::EXPORT_MADE.about(account).of_account(account)).await?;
    if let Some(job) = job {
        job.finish(&tx).await?;
    }
    tx.commit().await?;
    Ok(JobEnd::Finished)
}

/// The job gave up: the page says so, and another one can be asked for.
pub(crate) async fn give_up(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ExportState::Failed))
        .filter(Column::Id.eq(id))
        // Another runner may have made it after this one lost its lease.
        .filter(Column::State.eq(ExportState::Waiting))
        .exec(cx.db().writer())
        .await?;
    Ok(())
}

fn zone_of(cx: &Cx, to: &Recipient) -> jiff::tz::TimeZone {
    to.zone.as_deref().and_then(zone::of_name).unwrap_or_else(|| cx.zone.clone())
}

fn day(cx: &Cx, to: &Recipient) -> String {
    Format::new(to.lang, zone_of(cx, to)).plain_date(cx.now())
}

fn words(cx: &Cx, to: &Recipient) -> PageWords {
    let t = texts(to.lang);
    let made = Format::new(cx.lang, cx.zone.clone()).date_time(cx.now());
    PageWords {
        lang: to.lang.tag().to_owned(),
        title: t.msg_export_page_title(),
        lede: t.msg_export_page_lede(gatehouse_brand::name(&cx.app), gatehouse_address::shown(&to.email), made),
        files: t.msg_export_page_files(),
        nothing: t.msg_export_page_nothing(),
        yes: t.msg_export_yes(),
        no: t.msg_export_no(),
    }
}
