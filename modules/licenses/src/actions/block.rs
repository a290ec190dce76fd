//! A license is blocked, at once or from a date (LIC-20).
//!
//! At once: the license's row, an entry of the feed that stops its leases, the event and the mails to its holders are one
//! transaction. From a date: the holders are told now, and again when [`put_into_force`] runs on that date; unblocking
//! before then takes the date back. The devices learn the date with their next leases, none of which lasts beyond it: the
//! block holds on time, even where no job runs.

use crate::actions::leases::{license_changed, stop_license};
use crate::events;
use crate::mails::blocked::{self, News};
use crate::model::license::BlockReason;
use crate::model::note;
use crate::queries::{notes, recipients};
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::license::{Column, Entity, Model};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, MINUTE, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// A moment so long ago is still "now": the clock of whoever asks may be behind.
const LATE: i64 = 5 * MINUTE;

/// What to block and why.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The license.
    pub license: Uuid,
    /// `payment_dispute`, `over_use`, `compromised` or `replaced`.
    pub reason: String,
    /// The first day, in the clerk's zone, or an RFC 3339 moment; `None`, today, or up to five minutes ago: at once.
    pub from: Option<String>,
    /// Words to the holder, up to 2,000 characters; may be empty.
    pub note: String,
    /// Only when the license is at this version.
    pub version: Option<i64>,
}

/// From when on a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// At once.
    Now,
    /// From its date; it can be taken back until then.
    Later,
}

/// Why it was not blocked or unblocked.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum BlockRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// It is blocked, or a block is planned, already.
    #[refusal(409, "license.already_blocked", refusal_already_blocked)]
    Already,
    /// There is no block to take back.
    #[refusal(409, "license.not_blocked", refusal_not_blocked)]
    NotBlocked,
    /// Somebody changed the license meanwhile.
    #[refusal(412, "license.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// What was entered, read.
struct Entered {
    reason: BlockReason,
    from: Moment,
    note: String,
}

impl Block {
    /// When it will hold, or what is wrong with the fields, whatever the license is; for a form that blocks several.
    pub fn check(&self, cx: &Cx) -> Result<Holds, Invalid> {
        let now = cx.now();
        self.read(cx, now).map(|entered| if entered.from <= now { Holds::Now } else { Holds::Later })
    }

    fn read(&self, cx: &Cx, now: Moment) -> Result<Entered, Invalid> {
        let mut reader = Reader::default();
        let reason = reader.choice("reason", &self.reason, BlockReason::from_word).unwrap_or(BlockReason::Replaced);
        let from = begins(&mut reader, self.from.as_deref(), cx, now);
        let note = reader.prose("note", &self.note);
        reader.finish(Entered { reason, from, note })
    }
}

/// Blocks a license.
pub async fn block(cx: &Cx, input: &Block) -> Outcome<Holds, BlockRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let now = cx.now();
    let Entered { reason, from, note } = input.read(cx, now).or_refuse()?;
    let at_once = from <= now;
    let tx = cx.begin().await?;
    let Some(license) = Entity::find_by_id(input.license).one(&*tx).await? else {
        return Err(refuse(BlockRefusal::Unknown));
    };
    let note = sealed(cx, &tx, &license, &note).await?;
    let mut update = Entity::update_many()
        .col_expr(Column::BlockFrom, Expr::value(if at_once { now } else { from }))
        .col_expr(Column::StatusUntil, Expr::value(Moment(0)))
        .col_expr(Column::BlockedAt, Expr::value(at_once.then_some(now)))
        .col_expr(Column::BlockReason, Expr::value(reason))
        .col_expr(Column::BlockNoteSealed, Expr::value(note))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(input.license))
        .filter(Column::BlockFrom.is_null())
        .filter(Column::BlockedAt.is_null());
    if let Some(version) = input.version {
        update = update.filter(Column::Version.eq(version));
    }
    let changed = update.exec(&*tx).await?.rows_affected;
    let Some(license) = Entity::find_by_id(input.license).one(&*tx).await? else {
        return Err(refuse(BlockRefusal::Unknown));
    };
    if changed == 0 {
        let blocked = license.blocked_at.is_some() || license.block_from.is_some();
        return Err(refuse(if blocked { BlockRefusal::Already } else { BlockRefusal::Stale }));
    }
    if at_once {
        take_effect(cx, &tx, &license).await?;
    } else {
        license_changed(cx, &tx, license.id).await?;
        tell(cx, &tx, &license, News::Planned(from)).await?;
    }
    let event = if at_once { events::BLOCKED } else { events::BLOCK_PLANNED };
    let details = serde_json::json!({ "reason": reason.word(), "from": std::cmp::max(from, now).rfc3339() });
    cx.audit(&tx, event.about(license.id).with(details)).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(if at_once { Holds::Now } else { Holds::Later })
}

/// The words to the holder, under seal; empty ones are none.
async fn sealed(cx: &Cx, tx: &Tx, license: &Model, words: &str) -> Result<Option<Vec<u8>>, Fault> {
    if words.is_empty() {
        return Ok(None);
    }
    let key = subject::key(cx, &**tx, license.purchase_id).await?;
    note::seal_of_block(cx.app.random.as_ref(), &key, license.id, words).map(Some)
}

/// From when on it holds. Only nothing is "at once": who sends an empty text has lost the day that they meant.
pub(super) fn begins(reader: &mut Reader, from: Option<&str>, cx: &Cx, now: Moment) -> Moment {
    let Some(text) = from else { return now };
    if text.trim().is_empty() {
        reader.wrong("from", Wrong::Day);
        return now;
    }
    let from = reader.start_of_day("from", text, &cx.zone).unwrap_or(now);
    if from.plus(LATE) < now && !is_today(text, cx) {
        reader.wrong("from", Wrong::Past);
    }
    from
}

/// Whether this is the day that it is for the clerk, of which a part has always passed.
fn is_today(text: &str, cx: &Cx) -> bool {
    let today = cx.now().timestamp().to_zoned(cx.zone.clone()).date();
    let text = text.trim();
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok_and(|day| day == today)
}

/// Puts a dated block into force when its moment has come; does nothing when it was taken back or is in force.
pub(crate) async fn put_into_force(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::BlockedAt, Expr::value(now))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id))
        .filter(Column::BlockedAt.is_null())
        .filter(Column::BlockFrom.lte(now))
        .exec(&*tx)
        .await?
        .rows_affected;
    let license = Entity::find_by_id(id).one(&*tx).await?;
    if let Some(license) = license.filter(|_| changed == 1) {
        take_effect(cx, &tx, &license).await?;
        let details = serde_json::json!({ "reason": license.block_reason.map(BlockReason::word) });
        cx.audit(&tx, events::BLOCKED.about(id).with(details)).await?;
    }
    tx.commit().await
}

/// Stops the leases and tells the holders.
async fn take_effect(cx: &Cx, tx: &Tx, license: &Model) -> Result<(), Fault> {
    stop_license(cx, tx, license.id).await?;
    tell(cx, tx, license, News::Blocked).await
}

/// Mails every holder (LIC-20).
pub(super) async fn tell(cx: &Cx, tx: &Tx, license: &Model, news: News) -> Result<(), Fault> {
    let note = notes::of_block(cx, &**tx, license).await?;
    for person in recipients::of_license(cx, &**tx, license).await? {
        blocked::queue(cx, tx, &person, license, note.as_ref().map(|note| note.0.as_str()), news).await?;
    }
    Ok(())
}
