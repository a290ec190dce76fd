//! Slow counters in rows, which hold across nodes and restarts (ACC-11).
//!
//! A counter has a rule: how long its window is, how many tries are free, and how long one waits beyond them. No stored
//! moment is believed that its own rule could not have written: a clock that was ahead for a while leaves rows that reach
//! far into the future, and those count as never written.

use crate::tables::counter::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, MINUTE, Moment, SECOND, SKEW};
use gatehouse_db::Tx;
use gatehouse_seal::Lookups;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, QuerySelect as _, Set, Statement, Value};

/// How a counter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The window's length. Without a count for so long, counting starts anew.
    pub window: i64,
    /// Whether each count moves the window's end.
    pub slides: bool,
    /// Counts that cost nothing.
    pub free: i64,
    /// What one waits beyond them.
    pub wait: Wait,
}

/// What one waits beyond the free counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing.
    None,
    /// 2, 4, 8 … seconds, a minute at most.
    Doubling,
    /// So long each time.
    Fixed(i64),
}

/// The longest wait between two tries of [`Wait::Doubling`].
const LONGEST_WAIT: i64 = 60 * SECOND;

impl Rule {
    /// Wrong passwords: so many are free within a quarter of an hour.
    pub const fn passwords(free: i64) -> Self {
        Self { window: 15 * MINUTE, slides: true, free, wait: Wait::Doubling }
    }

    /// Wrong codes of a second factor: so many in a day, then none for a day.
    pub const fn codes(free: i64) -> Self {
        Self { window: DAY, slides: false, free, wait: Wait::Fixed(DAY) }
    }

    /// Only counted; the caller decides what follows.
    pub const fn counted(window: i64) -> Self {
        Self { window, slides: false, free: i64::MAX, wait: Wait::None }
    }

    /// How long to wait after the `count`-th, in microseconds.
    pub fn wait_after(self, count: i64) -> i64 {
        if count < self.free {
            return 0;
        }
        match self.wait {
            Wait::None => 0,
            Wait::Fixed(wait) => wait,
            Wait::Doubling => {
                let exponent = u32::try_from((count - self.free + 1).clamp(1, 6)).unwrap_or(6);
                (2_i64.pow(exponent) * SECOND).min(LONGEST_WAIT)
            }
        }
    }

    const fn longest_wait(self) -> i64 {
        match self.wait {
            Wait::None => 0,
            Wait::Doubling => LONGEST_WAIT,
            Wait::Fixed(wait) => wait,
        }
    }
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    kind: &'static str,
    /// It is counted under that of now; rows under the others are from before a rotation of the pepper, or from a node
    /// that does not know of it yet.
    ids: Lookups,
    /// How it counts.
    pub rule: Rule,
}

const DOMAIN: &str = "guard.counter";

impl Counter {
    /// A counter of this kind (such as `accounts.sign_in`; it names the row and keys its hash) for `what`.
    pub fn new(cx: &Cx, kind: &'static str, what: &[u8], rule: Rule) -> Self {
        let ids = cx.app.keys.lookups(DOMAIN, &[kind.as_bytes(), &[0], what].concat());
        Self { kind, ids, rule }
    }

    /// A counter for what is itself known by its look-up values, such as an address. `place`: from where it is counted,
    /// if not from everywhere.
    pub fn of_lookups(cx: &Cx, kind: &'static str, what: &Lookups, place: &str, rule: Rule) -> Self {
        let value = |one: &[u8]| [kind.as_bytes(), &[0], one, place.as_bytes()].concat();
        Self { kind, ids: cx.app.keys.lookups_of(DOMAIN, what, value), rule }
    }

    /// What is counted.
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) fn id(&self) -> &[u8] {
        &self.ids.now
    }

    /// The ids of its rows.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &[u8]> {
        self.ids.all()
    }

    pub(crate) fn has(&self, id: &[u8]) -> bool {
        self.ids().any(|own| own == id)
    }

    /// Counts of the window; none when the row's window is over, or longer than the rule's.
    pub(crate) fn count_in(&self, row: Option<&Model>, now: Moment) -> i64 {
        row.filter(|row| row.expires_at.is_within(now, self.rule.window)).map_or(0, |row| row.count)
    }

    /// Microseconds to wait still; none when it is longer than the rule's longest.
    pub(crate) fn wait_left(&self, row: Option<&Model>, now: Moment) -> i64 {
        let longest = self.rule.longest_wait();
        let until = row.map_or(Moment(0), |row| row.blocked_until);
        if until.is_within(now, longest) { until.since(now).min(longest) } else { 0 }
    }
}

/// Whole seconds of a wait, for people.
pub(crate) fn seconds(wait: i64) -> u32 {
    u32::try_from((wait + SECOND - 1) / SECOND).unwrap_or(u32::MAX)
}

/// Adds one to each; a wait begins where its rule says so. Returns the counts of the windows, in the order given.
pub async fn add(cx: &Cx, tx: &Tx, counters: &[Counter]) -> Result<Vec<i64>, Fault> {
    let now = cx.now();
    // In one order everywhere, so that two transactions never wait for each other.
    let mut sorted: Vec<&Counter> = counters.iter().collect();
    sorted.sort_by(|a, b| a.id().cmp(b.id()));
    sorted.dedup_by(|a, b| a.id() == b.id());
    if sorted.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![now.0.into(), SKEW.into()];
    let mut rows = Vec::with_capacity(sorted.len());
    for counter in &sorted {
        let end = now.plus(counter.rule.window).0;
        values.extend([counter.ids.now.clone().into(), counter.kind.into(), end.into()]);
        let n = values.len();
        rows.push(format!("(${}, ${}, 1, 0, ${n})", n - 2, n - 1));
    }
    let over = "guard_counter.expires_at <= $1 or guard_counter.expires_at > excluded.expires_at + $2";
    let slides = sorted.iter().all(|counter| counter.rule.slides);
    let end = if slides {
        "excluded.expires_at".to_owned()
    } else {
        format!("case when {over} then excluded.expires_at else guard_counter.expires_at end")
    };
    let text = format!(
        "insert into guard_counter (id, kind, count, blocked_until, expires_at) values {} on conflict (id) do update set \
         count = case when {over} then 1 else guard_counter.count + 1 end, expires_at = {end} returning id, count",
        rows.join(", ")
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let mut found: Vec<(Vec<u8>, i64)> = Vec::with_capacity(sorted.len());
    for row in tx.query_all_raw(statement).await? {
        found.push((row.try_get("", "id")?, row.try_get("", "count")?));
    }
    let count_of = |counter: &Counter| found.iter().find(|(id, _)| id == counter.id()).map_or(0, |(_, count)| *count);
    for counter in sorted {
        let wait = counter.rule.wait_after(count_of(counter));
        if wait > 0 {
            block(tx, counter, now.plus(wait)).await?;
        }
    }
    Ok(counters.iter().map(count_of).collect())
}

async fn block(tx: &Tx, counter: &Counter, until: Moment) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::BlockedUntil, Expr::value(until))
        .filter(Column::Id.eq(counter.ids.now.clone()))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Counts a try as if it failed, before it is checked and under the counter's row lock, so that tries of one moment cannot
/// slip past each other. Returns the count, or the seconds to wait when none may be made now.
pub async fn take(cx: &Cx, tx: &Tx, counter: &Counter) -> Result<Result<i64, u32>, Fault> {
    let now = cx.now();
    let end = now.plus(counter.rule.window);
    let fresh = ActiveModel {
        id: Set(counter.ids.now.clone()),
        kind: Set(counter.kind.to_owned()),
        count: Set(0),
        blocked_until: Set(Moment(0)),
        expires_at: Set(end),
    };
    let untouched = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(fresh).on_conflict(untouched).exec_without_returning(&**tx).await?;
    let row = Entity::find_by_id(counter.ids.now.clone()).lock_exclusive().one(&**tx).await?;
    let row = row.ok_or_else(|| Fault::new("a counter vanished under its lock"))?;
    let wait = counter.wait_left(Some(&row), now);
    if wait > 0 {
        return Ok(Err(seconds(wait)));
    }
    let before = counter.count_in(Some(&row), now);
    let count = before + 1;
    let wait = counter.rule.wait_after(count);
    let ends = if before > 0 && !counter.rule.slides { row.expires_at } else { end };
    Entity::update_many()
        .col_expr(Column::Count, Expr::value(count))
        .col_expr(Column::BlockedUntil, Expr::value(if wait > 0 { now.plus(wait) } else { Moment(0) }))
        .col_expr(Column::ExpiresAt, Expr::value(ends.max(now.plus(wait))))
        .filter(Column::Id.eq(counter.ids.now.clone()))
        .exec(&**tx)
        .await?;
    Ok(Ok(count))
}

/// Takes one [`take`] back because the try succeeded; what others failed before stays.
pub async fn give_back(tx: &Tx, counter: &Counter) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::Count, sea_orm::ExprTrait::sub(Expr::col(Column::Count), 1))
        .col_expr(Column::BlockedUntil, Expr::value(0))
        .filter(Column::Id.eq(counter.ids.now.clone()))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Forgets all that was counted.
pub async fn forget(tx: &Tx, counter: &Counter) -> Result<(), Fault> {
    forget_all(tx, std::slice::from_ref(counter)).await
}

/// Forgets all that was counted of these.
pub async fn forget_all(tx: &Tx, counters: &[Counter]) -> Result<(), Fault> {
    let mut ids: Vec<&[u8]> = counters.iter().flat_map(Counter::ids).collect();
    // One after the other and in the order of `add`, so that two transactions never wait for each other.
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        Entity::delete_by_id(id.to_vec()).exec(&**tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use gatehouse_core::{DAY, SECOND};

    /// ACC-11
    #[test]
    fn waits_grow_to_a_minute_and_no_further() {
        let rule = Rule::passwords(10);
        let waits: Vec<i64> = (9..=17).map(|n| rule.wait_after(n) / SECOND).collect();
        assert_eq!(waits, [0, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(rule.wait_after(1_000_000) / SECOND, 60);
    }

    /// ACC-11
    #[test]
    fn wrong_codes_pause_for_a_day() {
        assert_eq!(Rule::codes(20).wait_after(19), 0);
        assert_eq!(Rule::codes(20).wait_after(20), DAY);
        assert_eq!(Rule::counted(DAY).wait_after(1_000_000), 0);
    }
}
