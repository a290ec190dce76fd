//! A license is blocked: at once, from a date, or in steps (LIC-20).
//!
//! At once: the license's row, an entry of the feed that stops its leases, the event and the mails to its holders are one
//! transaction. From a date: the holders are told now, and again when [`force::put_into_force`] runs on that date; unblocking
//! before then takes the date back. The devices learn the date with their next leases, none of which lasts beyond it: the
//! block holds on time, even where no job runs.
//!
//! In steps ([`crate::model::block_course`]): days of grace, days in which the product is limited, then the block. The leases carry all dates.
//!
//! A large license takes two people ([`BlockRules`]), and so do many small ones ([`small_changes`]): then this only proposes, and a
//! second clerk approves.

pub(crate) mod force;
mod order;

pub(crate) use force::tell;
pub(super) use order::begins;

use crate::actions::leases::license_changed;
use crate::actions::{proposals, small_changes};
use crate::events;
use crate::mails::blocked::News;
use crate::model::large::BlockRules;
use crate::model::note;
use crate::model::proposed::{BLOCK, BlockOrder, Proposed};
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::license::{Column, Entity, Model};
use gatehouse_catalog::model::input::Invalid;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// What to block and why.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The license.
    pub license: Uuid,
    /// `payment_dispute`, `refunded`, `over_use`, `compromised` or `replaced`.
    pub reason: String,
    /// The first day, in the clerk's zone, or an RFC 3339 moment; `None`, today, or up to five minutes ago: at once.
    pub from: Option<String>,
    /// In steps: `from` is when grace begins.
    pub in_steps: bool,
    /// Days of grace; empty: as the operator says. Only with `in_steps`.
    pub grace_days: String,
    /// Days in which the product is limited, may be 0; empty: as the operator says. Only with `in_steps`.
    pub limited_days: String,
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
    /// Not before a second clerk has approved this proposal.
    Waits(Uuid),
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
    /// The same was proposed to a second clerk already.
    #[refusal(409, "license.proposed_already", refusal_proposed_already)]
    Proposed,
    /// Somebody changed the license meanwhile.
    #[refusal(412, "license.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

impl Block {
    /// When it will hold, or what is wrong with the fields, whatever the license is; for a form that blocks several.
    pub fn check(&self, cx: &Cx) -> Result<Holds, Invalid> {
        let now = cx.now();
        let order = order::read(self, cx, now)?;
        Ok(if order.is_at_once(now) { Holds::Now } else { Holds::Later })
    }
}

/// Blocks a license, or proposes to.
pub async fn block(cx: &Cx, input: &Block) -> Outcome<Holds, BlockRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let order = order::read(input, cx, cx.now()).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(license) = Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await? else {
        return Err(refuse(BlockRefusal::Unknown));
    };
    let (others, seats) = small_changes::lately(cx, &tx, BLOCK, &[license.id]).await?;
    let holds = if cx.service::<BlockRules>()?.takes_two(others + 1, seats + license.seats) {
        check(&license, input.version).or_refuse()?;
        let change = Proposed::Block { licenses: vec![license.id], order };
        match proposals::propose(cx, &tx, &[license], change).await? {
            Some(proposal) => Holds::Waits(proposal),
            None => return Err(refuse(BlockRefusal::Proposed)),
        }
    } else {
        let holds = lay(cx, &tx, &license, &order, input.version).await?;
        small_changes::note(cx, &tx, BLOCK, &license).await?;
        holds
    };
    let made = if let Holds::Waits(proposal) = holds { proposal } else { input.license };
    cx.once(&tx, made).await?;
    tx.commit().await?;
    Ok(holds)
}

/// Blocks several licenses as one change for two people; `None`: they are few, and each is blocked by itself.
pub async fn propose_to_block(cx: &Cx, licenses: &[Uuid], input: &Block) -> Outcome<Option<Uuid>, BlockRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let order = order::read(input, cx, cx.now()).or_refuse()?;
    let tx = cx.begin().await?;
    let chosen = Entity::find().filter(Column::Id.is_in(licenses.iter().copied()));
    let chosen = sea_orm::QueryOrder::order_by_asc(chosen, Column::Id).lock_exclusive().all(&*tx).await?;
    let (count, seats) = proposals::size(&chosen);
    let (others, more) = small_changes::lately(cx, &tx, BLOCK, licenses).await?;
    if chosen.is_empty() || !cx.service::<BlockRules>()?.takes_two(count + others, seats + more) {
        tx.rollback().await?;
        return Ok(None);
    }
    let change = Proposed::Block { licenses: chosen.iter().map(|license| license.id).collect(), order };
    let Some(proposal) = proposals::propose(cx, &tx, &chosen, change).await? else {
        return Err(refuse(BlockRefusal::Proposed));
    };
    tx.commit().await?;
    Ok(Some(proposal))
}

/// Whether it can be blocked at all.
fn check(license: &Model, version: Option<i64>) -> Result<(), BlockRefusal> {
    if license.blocked_at.is_some() || license.block_from.is_some() {
        return Err(BlockRefusal::Already);
    }
    if version.is_some_and(|version| version != license.version) { Err(BlockRefusal::Stale) } else { Ok(()) }
}

/// Writes the block down, in the caller's transaction, and tells the holders.
pub(crate) async fn lay(
    cx: &Cx,
    tx: &Tx,
    license: &Model,
    order: &BlockOrder,
    version: Option<i64>,
) -> Outcome<Holds, BlockRefusal> {
    let now = cx.now();
    let course = order.course(now, &cx.app.settings.vendor_zone())?;
    let at_once = course.dead <= now;
    let note = sealed(cx, tx, license, &order.note).await?;
    let mut update = Entity::update_many()
        .col_expr(Column::BlockFrom, Expr::value(course.dead))
        .col_expr(Column::StatusUntil, Expr::value(Moment(0)))
        .col_expr(Column::BlockedAt, Expr::value(at_once.then_some(now)))
        .col_expr(Column::BlockReportedAt, Expr::value(course.reported))
        .col_expr(Column::BlockToldAt, Expr::value(course.told))
        .col_expr(Column::BlockGraceFrom, Expr::value(course.grace))
        .col_expr(Column::BlockLimitedFrom, Expr::value(course.limited))
        .col_expr(Column::BlockNextAt, Expr::value(course.next(now)))
        .col_expr(Column::BlockReason, Expr::value(order.reason))
        .col_expr(Column::BlockNoteSealed, Expr::value(note))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(license.id))
        .filter(Column::BlockFrom.is_null())
        .filter(Column::BlockedAt.is_null());
    if let Some(version) = version {
        update = update.filter(Column::Version.eq(version));
    }
    let changed = update.exec(&**tx).await?.rows_affected;
    let Some(license) = Entity::find_by_id(license.id).one(&**tx).await? else {
        return Err(refuse(BlockRefusal::Unknown));
    };
    if changed == 0 {
        let blocked = license.blocked_at.is_some() || license.block_from.is_some();
        return Err(refuse(if blocked { BlockRefusal::Already } else { BlockRefusal::Stale }));
    }
    if at_once {
        force::take_effect(cx, tx, &license).await?;
    } else {
        license_changed(cx, tx, license.id).await?;
        let news = if course.grace.is_some() { News::Course(course) } else { News::Planned(course.dead) };
        tell(cx, tx, &license, news).await?;
    }
    let event = if at_once { events::BLOCKED } else { events::BLOCK_PLANNED };
    let details = serde_json::json!({ "reason": order.reason.word(), "from": course.dead.rfc3339() });
    cx.audit(tx, event.about(license.id).with(details)).await?;
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
