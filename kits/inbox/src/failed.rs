//! Mails that could not be read or placed: kept, told to staff, tried again when staff say so. None of them stops another.

use crate::jobs;
use crate::keep::{ENVELOPE, KEPT_DAYS, RAW};
use crate::mail::Envelope;
use crate::receive::Receiver;
use crate::refusal::FailedMailRefusal;
use crate::tables::incoming_mail::{Column, Door, Entity, State};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, HOUR, Lang, Moment, Role, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_files::{Clean, Files, StoredFile};
use gatehouse_jobs::Claimed;
use gatehouse_mail::{Letter, staff};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Who is told.
pub(crate) const TOLD: &[Role] = &[Role::Support, Role::Administrator];
/// Mails of a page.
const PAGE: u64 = 50;
/// More than so many are not counted.
const MOST_COUNTED: u64 = 100;

/// A mail that failed, for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedMail {
    /// Its id.
    pub id: Uuid,
    /// By which door it came.
    pub door: Door,
    /// When.
    pub came_at: Moment,
    /// When it was given up.
    pub failed_at: Moment,
    /// Why: `no_mail`, `too_much`, `broken`, `given_up`.
    pub failure: String,
    /// Its bytes.
    pub size: i64,
    /// From whom to whom.
    pub envelope: Envelope,
}

/// Gives a mail up, and tells staff: by mail the first of an hour. `job`: what is finished with it.
pub(crate) async fn fail(cx: &Cx, id: Uuid, failure: &'static str, job: Option<&Claimed>) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let hour = now.plus(-HOUR);
    let recent = Entity::find().filter(Column::FailedAt.gt(hour));
    let is_told = recent.limit(1).count(&*tx).await? > 0;
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Failed))
        .col_expr(Column::FailedAt, Expr::value(Some(now)))
        .col_expr(Column::Failure, Expr::value(Some(failure)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Waiting))
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 1 {
        metrics::counter!("gatehouse_mails_failed_total", "why" => failure).increment(1);
        cx.audit(&tx, crate::events::FAILED.about(id).with(serde_json::json!({ "reason": failure }))).await?;
        if !is_told {
            tell(cx, &tx).await?;
        }
    }
    if let Some(job) = job {
        job.finish(&tx).await?;
    }
    tx.commit().await
}

async fn tell(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    let page = cx.app.services.find::<Receiver>().map(|receiver| receiver.0.failed_page());
    for member in staff::with_roles(cx, tx, TOLD).await? {
        let t = crate::texts(member.lang);
        let mut letter = Letter::new(cx, "inbox.failed", &member)
            .title(t.msg_failed_title())
            .lead(t.msg_failed_lead())
            .line(t.msg_failed_next());
        if let Some(page) = page {
            letter = letter.button(t.msg_failed_button(), page);
        }
        letter.reason(t.msg_failed_reason()).queue(tx).await?;
    }
    Ok(())
}

/// Mails that failed, the newest first, behind the last one of the page before.
pub async fn failed(cx: &Cx, after: Option<(Moment, Uuid)>) -> Result<Vec<FailedMail>, Fault> {
    // The index has the failed ones alone; a state that is a parameter would not tell the planner so.
    let mut query = Entity::find().filter(Column::FailedAt.is_not_null());
    if let Some((at, id)) = after {
        let same = Condition::all().add(Column::FailedAt.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::FailedAt.lt(at)).add(same));
    }
    let rows = query.order_by_desc(Column::FailedAt).order_by_desc(Column::Id).limit(PAGE).all(cx.read()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let shown = rows.into_iter().filter_map(|row| {
        let key = keys.get(&row.id)?;
        Some(key.open(ENVELOPE, row.id, &row.envelope_sealed).and_then(|envelope| {
            Ok(FailedMail {
                id: row.id,
                door: row.door,
                came_at: row.came_at,
                failed_at: row.failed_at.unwrap_or(row.came_at),
                failure: row.failure.unwrap_or_default(),
                size: row.size,
                envelope: serde_json::from_slice(&envelope)?,
            })
        }))
    });
    shown.collect()
}

/// Why a mail failed, in words; `None` for a word that is none of ours.
pub fn why(lang: Lang, failure: &str) -> Option<String> {
    let t = crate::texts(lang);
    Some(match failure {
        "no_mail" => t.msg_failure_no_mail(),
        "too_much" => t.msg_failure_too_much(),
        "broken" => t.msg_failure_broken(),
        "given_up" => t.msg_failure_given_up(),
        _ => return None,
    })
}

/// How many there are, up to a hundred.
pub async fn count_failed(cx: &Cx) -> Result<u64, Fault> {
    let of = Entity::find().filter(Column::FailedAt.is_not_null()).limit(MOST_COUNTED);
    Ok(of.count(cx.read()).await?)
}

/// The bytes of a mail, for `files::download`. The caller has checked the right and written the look.
pub async fn raw(cx: &Cx, id: Uuid) -> Result<Option<Clean<StoredFile>>, Fault> {
    let Some(file) = Entity::find_by_id(id).one(cx.read()).await?.and_then(|row| row.file_id) else { return Ok(None) };
    cx.service::<Files>()?.find(cx, &RAW, file).await
}

/// Lets a mail be read once more, after an update or when what was missing is there. The caller has checked the right.
pub async fn retry(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Stop<FailedMailRefusal>> {
    let again = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Waiting))
        .col_expr(Column::FailedAt, Expr::value(None::<Moment>))
        .col_expr(Column::Failure, Expr::value(None::<String>))
        // It has its whole time once more, or it would end unread.
        .col_expr(Column::EndsAt, Expr::value(cx.now().plus(KEPT_DAYS * DAY)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Failed));
    if again.exec(&**tx).await.map_err(Fault::from)?.rows_affected != 1 {
        return Err(refuse(FailedMailRefusal::NotFailed));
    }
    jobs::queue(cx, tx, id).await?;
    cx.audit(tx, crate::events::RETRIED.about(id)).await?;
    Ok(())
}

/// Throws a mail away that nobody will read. The caller has checked the right.
pub async fn discard(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Stop<FailedMailRefusal>> {
    let row = Entity::find_by_id(id).lock_exclusive().one(&**tx).await.map_err(Fault::from)?;
    let Some(row) = row.filter(|row| row.state == State::Failed) else {
        return Err(refuse(FailedMailRefusal::NotFailed));
    };
    crate::erase::forget(cx, tx, vec![(id, row.file_id)]).await?;
    cx.audit(tx, crate::events::DISCARDED.about(id)).await?;
    Ok(())
}
