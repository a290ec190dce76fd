//! Whether the machine's clock can be believed where something is done that cannot be taken back: erasing (PRI-2, PRI-3),
//! planned blocks (LIC-20).
//!
//! A machine that starts with a wrong clock, or whose time server goes wrong, would erase everything that is due "by now"
//! within minutes. So the last moment that was believed is kept in the database, and a clock that is far beyond it is
//! doubted unless that time has passed: counted by the process itself, which no clock can move. After a longer standstill
//! nobody can tell a clock that is ahead from a long night, and the operator is asked (`gatehouse clock confirm`). A clock
//! that is behind erases too little, which does no harm.

use crate::table::{clock_mark, schedule};
use gatehouse_context::{Cx, audit};
use gatehouse_core::{Clock, DAY, Fault, MINUTE, Moment, SECOND};
use gatehouse_db::Db;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A running process lets its clock go ahead by this from one look to the next.
pub const LEAP: i64 = DAY;
/// A program that stood still for no longer than this (a long weekend) needs nobody's word that its clock is right.
pub const STANDSTILL: i64 = 3 * DAY;
/// The database server's clock may differ by this.
pub const APART: i64 = MINUTE;
const NAME: &str = "believed";

/// What a process knows of its clock.
#[derive(Debug)]
pub struct ClockWatch(Mutex<Base>);

/// A moment that was believed, and what the process's own count said then.
#[derive(Clone, Copy, Debug)]
struct Base {
    at: Moment,
    elapsed: i64,
    allowance: i64,
}

impl Base {
    /// What a right clock shows now.
    const fn expected(&self, elapsed: i64) -> i64 {
        self.at.0.saturating_add(elapsed.saturating_sub(self.elapsed))
    }
}

impl ClockWatch {
    /// Begins to count at the start of the process, from the last believed moment; where none is stored yet, from the last
    /// moment at which the installation did something. Needs the whole schema.
    pub async fn start(db: &Db, clock: &dyn Clock) -> Result<Self, Fault> {
        let elapsed = clock.elapsed();
        let at = match believed(db).await? {
            Some(mark) => mark,
            None => {
                let last = last_work(db).await?.unwrap_or_else(|| clock.now());
                store(db, last, true).await?;
                last
            }
        };
        Ok(Self(Mutex::new(Base { at, elapsed, allowance: STANDSTILL })))
    }

    /// As [`judge`].
    pub async fn judge(&self, cx: &Cx) -> Result<Judgement, Fault> {
        let clock = &cx.app.clock;
        if clock.keeps_time()
            && let Some(apart) = apart(cx.db(), || clock.now()).await?
            && apart > APART
        {
            return Ok(Judgement::Doubted(Doubt::Apart(apart)));
        }
        let (now, elapsed) = (clock.now(), clock.elapsed());
        let mark = believed(cx.db()).await?;
        let judged = {
            let mut base = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(mark) = mark
                && mark.0 > base.expected(elapsed)
            {
                // Another node, or the operator, believed a later moment.
                *base = Base { at: mark, elapsed, allowance: STANDSTILL };
            }
            let ahead = now.0.saturating_sub(base.expected(elapsed));
            if ahead > base.allowance {
                Judgement::Doubted(Doubt::Ahead(ahead))
            } else {
                // One that was set back is no measure of what is ahead.
                if ahead >= -LEAP {
                    *base = Base { at: now, elapsed, allowance: LEAP };
                }
                Judgement::Believed
            }
        };
        if judged == Judgement::Believed {
            store(cx.db(), now, true).await?;
        }
        Ok(judged)
    }
}

/// Why the clock is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is beyond the last believed moment by so many microseconds more than have passed.
    Ahead(i64),
    /// The database server's clock differs by so many microseconds.
    Apart(i64),
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ahead(by) => write!(
                f,
                "clock.ahead: the clock is {} h beyond the last moment at which this installation worked, so nothing is \
                 erased and no planned block is put into force: set the clock right, or, when it is right, run gatehouse \
                 clock confirm",
                by / (60 * MINUTE)
            ),
            Self::Apart(by) => write!(
                f,
                "clock.apart: the database server's clock is {} s away from ours, so nothing is erased and no planned block \
                 is put into force: set both right",
                by / SECOND
            ),
        }
    }
}

/// What [`judge`] finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Something may be erased, or a planned block put into force, by it.
    Believed,
    /// Neither may be done by it.
    Doubted(Doubt),
}

/// How far the database server's clock is away from this one, whose reading `now` gives; `None` without a server.
pub async fn apart(db: &Db, now: impl Fn() -> Moment) -> Result<Option<i64>, Fault> {
    let before = now();
    let Some(server) = db.server_time().await? else { return Ok(None) };
    let after = now();
    // Its answer was true at some moment between the question and its arrival.
    Ok(Some(if server < before { before.since(server) } else { server.since(after).max(0) }))
}

/// The last believed moment; `None` before the first look.
pub async fn believed(db: &Db) -> Result<Option<Moment>, Fault> {
    let row = clock_mark::Entity::find_by_id(NAME).one(db.reader()).await?;
    Ok(row.map(|row| row.at))
}

/// Judges this process's clock. A believed one moves the stored moment on.
pub async fn judge(cx: &Cx) -> Result<Judgement, Fault> {
    cx.service::<ClockWatch>()?.judge(cx).await
}

/// Believes the clock as it is now, because the operator says so.
pub async fn confirm(cx: &Cx) -> Result<(), Fault> {
    store(cx.db(), cx.now(), false).await
}

async fn store(db: &Db, at: Moment, only_later: bool) -> Result<(), Fault> {
    use clock_mark::{ActiveModel, Column, Entity};
    use sea_orm::ExprTrait as _;
    let mut conflict = OnConflict::column(Column::Name);
    conflict.update_column(Column::At);
    if only_later {
        conflict.action_and_where(Expr::col((Entity, Column::At)).lt(at));
    }
    let row = ActiveModel { name: Set(NAME.to_owned()), at: Set(at) };
    Entity::insert(row).on_conflict(conflict).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// When the installation last did something, as far as its rows tell: of one that kept no believed moment yet.
async fn last_work(db: &Db) -> Result<Option<Moment>, Fault> {
    let ticks = schedule::Entity::find().select_only().column_as(schedule::Column::LastAt.max(), "last");
    let ticked: Option<Option<Moment>> = ticks.into_tuple().one(db.reader()).await?;
    Ok(ticked.flatten().max(audit::last_written(db).await?))
}
