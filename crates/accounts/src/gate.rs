//! The ladder of wrong passwords (ACC-11), in rows that hold across nodes and restarts.
//!
//! A wait is for who caused it: an address from one network, and a network. What strangers fail from elsewhere does not
//! make the owner wait; when an address has very many failures from everywhere, sign-in asks for the human check instead.
//! Only beyond [`ladder::STOP_ADDRESS`] of them, which no person types, does everybody wait for that address. A browser
//! that has signed in to the account before is counted apart from all of this, and so is a person who is signed in. A
//! mailed link to set a password passes none of these counters, and clears them.

use crate::model::ladder::{self, WINDOW};
use crate::refusals::Slowed;
use crate::tables::attempt::{Column, Entity, Model};
use gatehouse_core::{Fault, Moment, SECOND};
use gatehouse_db::{Cx, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Statement};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What happens beyond the free tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beyond {
    /// One waits.
    Wait,
    /// One passes the human check, and waits only beyond [`ladder::STOP_ADDRESS`].
    HumanCheck,
}

/// What is counted: its kind, its keyed hash, the tries that cost nothing, and what happens then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    kind: &'static str,
    id: Vec<u8>,
    free: i64,
    beyond: Beyond,
}

impl Counter {
    const fn waits(kind: &'static str, id: Vec<u8>, free: i64) -> Self {
        Self { kind, id, free, beyond: Beyond::Wait }
    }

    /// Wrong passwords for an address from this network, whether it has an account or not.
    pub fn here(cx: &Cx, lookup: &[u8]) -> Self {
        let what = [lookup, cx.network.as_deref().unwrap_or_default().as_bytes()].concat();
        Self::waits("sign_in_here", id(cx, "sign_in_here", &what), ladder::FREE_TRIES)
    }

    /// Wrong passwords for an address from everywhere.
    pub fn address(cx: &Cx, lookup: &[u8]) -> Self {
        let id = id(cx, "sign_in", lookup);
        Self { kind: "sign_in", id, free: ladder::FREE_TRIES_ADDRESS, beyond: Beyond::HumanCheck }
    }

    /// Wrong passwords of who is signed in to the account already.
    pub fn proof(cx: &Cx, lookup: &[u8]) -> Self {
        Self::waits("proof", id(cx, "proof", lookup), ladder::FREE_TRIES)
    }

    /// Wrong passwords for an account from one of its known browsers.
    pub fn device(cx: &Cx, device_hash: &[u8]) -> Self {
        Self::waits("sign_in_device", id(cx, "sign_in_device", device_hash), ladder::FREE_TRIES)
    }

    /// Wrong passwords from a network.
    pub fn network(cx: &Cx) -> Option<Self> {
        let network = cx.network.as_ref()?;
        let id = id(cx, "sign_in_network", network.as_bytes());
        Some(Self::waits("sign_in_network", id, ladder::FREE_TRIES_NETWORK))
    }

    /// Failures from which on one waits.
    const fn waits_from(&self) -> i64 {
        match self.beyond {
            Beyond::Wait => self.free,
            Beyond::HumanCheck => ladder::STOP_ADDRESS,
        }
    }

    /// Whether the right password clears it. A network's count stays (one right password does not excuse guessing at
    /// others), and so does an address's count from everywhere, which the guesses of others have raised.
    pub fn is_cleared_by_success(&self) -> bool {
        !matches!(self.kind, "sign_in_network" | "sign_in")
    }
}

fn id(cx: &Cx, kind: &str, what: &[u8]) -> Vec<u8> {
    cx.app.keys.lookup("accounts.attempt", &[kind.as_bytes(), &[0], what].concat()).to_vec()
}

/// Tries that are being checked at this moment on this node, so that many at once do not slip past the count.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    open: Arc<Mutex<HashMap<Vec<u8>, i64>>>,
}

/// A try under way; counted until it is dropped.
pub struct Try {
    open: Arc<Mutex<HashMap<Vec<u8>, i64>>>,
    id: Vec<u8>,
}

impl Drop for Try {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.id) {
            *count -= 1;
            if *count <= 0 {
                open.remove(&self.id);
            }
        }
    }
}

/// A try that was let through.
pub struct Entered {
    /// It counts as under way until these are dropped.
    pub tries: Vec<Try>,
    /// It must pass the human check before the password is looked at.
    pub asks_human: bool,
    failed_before: Vec<Vec<u8>>,
}

impl Entered {
    /// Whether there is anything to forget of a counter: most people type the right password at once, and then nothing
    /// needs to be written.
    pub fn has_failed(&self, counter: &Counter) -> bool {
        self.failed_before.contains(&counter.id)
    }
}

impl Gate {
    /// Lets a try through, or says how long to wait. A try is noted before the failures are read, and its own
    /// failure is stored before it is dropped: whoever comes later sees the one or the other.
    pub async fn enter(&self, cx: &Cx, counters: &[Counter]) -> Result<Result<Entered, Slowed>, Fault> {
        let noted: Vec<(Try, i64)> = counters.iter().map(|counter| self.note(counter)).collect();
        let rows =
            Entity::find().filter(Column::Id.is_in(counters.iter().map(|c| c.id.clone()))).all(cx.read()).await?;
        let now = cx.now();
        let mut asks_human = false;
        for (counter, (_, others)) in counters.iter().zip(&noted) {
            let row = rows.iter().find(|row| row.id == counter.id);
            if let Err(slowed) = judge(counter, row, *others, now) {
                return Ok(Err(slowed));
            }
            asks_human |= counter.beyond == Beyond::HumanCheck && failures(row, now) + others >= counter.free;
        }
        let tries = noted.into_iter().map(|(one, _)| one).collect();
        let failed_before = rows.into_iter().map(|row| row.id).collect();
        Ok(Ok(Entered { tries, asks_human, failed_before }))
    }

    /// Notes a try; answers how many others are under way.
    fn note(&self, counter: &Counter) -> (Try, i64) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let under_way = open.entry(counter.id.clone()).or_default();
        let others = *under_way;
        *under_way += 1;
        (Try { open: Arc::clone(&self.open), id: counter.id.clone() }, others)
    }
}

/// Failures of the window.
fn failures(row: Option<&Model>, now: Moment) -> i64 {
    row.filter(|row| Moment(row.expires_at) > now).map_or(0, |row| row.count)
}

fn judge(counter: &Counter, row: Option<&Model>, others: i64, now: Moment) -> Result<(), Slowed> {
    let wait = row.map_or(0, |row| Moment(row.blocked_until).since(now));
    if wait > 0 {
        return Err(Slowed { after: u32::try_from(wait / SECOND + 1).unwrap_or(1) });
    }
    if others > 0 && failures(row, now) + others >= counter.waits_from() {
        return Err(Slowed { after: 1 });
    }
    Ok(())
}

/// Counts one wrong password.
pub async fn note_failure(cx: &Cx, tx: &Tx, counters: &[Counter]) -> Result<(), Fault> {
    for counter in counters {
        let failures = count(cx, tx, counter.kind, &counter.id, WINDOW, true).await?;
        let wait = ladder::wait_after(failures, counter.waits_from());
        if wait > 0 {
            Entity::update_many()
                .col_expr(Column::BlockedUntil, Expr::value(cx.now().plus(wait).0))
                .filter(Column::Id.eq(counter.id.clone()))
                .exec(&**tx)
                .await?;
        }
    }
    Ok(())
}

/// Forgets the failures of a counter: the right password was given, or a new one was set by a mailed link.
pub async fn forget(tx: &Tx, counter: &Counter) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::Id.eq(counter.id.clone())).exec(&**tx).await?;
    Ok(())
}

/// Forgets everything counted of an address when its account is erased. What is counted of it from single networks is
/// found by nobody and ends by itself within the ladder's window.
pub async fn forget_address(cx: &Cx, tx: &Tx, lookup: &[u8]) -> Result<(), Fault> {
    // One after the other and in the order of every other transaction, so that none waits for another in a circle.
    for kind in ["proof", "sign_in"] {
        Entity::delete_many().filter(Column::Id.eq(id(cx, kind, lookup))).exec(&**tx).await?;
    }
    gatehouse_mail::ledger::forget(cx, tx, lookup).await
}

/// Adds one and returns the sum of the window. `slides`: each count moves the window's end.
async fn count(cx: &Cx, tx: &Tx, kind: &str, id: &[u8], window: i64, slides: bool) -> Result<i64, Fault> {
    let now = cx.now();
    let end = if slides { "$3" } else { "case when attempt.expires_at <= $4 then $3 else attempt.expires_at end" };
    let text = format!(
        "insert into attempt (id, kind, count, blocked_until, expires_at) values ($1, $2, 1, 0, $3) \
         on conflict (id) do update set count = case when attempt.expires_at <= $4 then 1 else attempt.count + 1 end, \
         expires_at = {end} returning count"
    );
    let values = [id.to_vec().into(), kind.into(), now.plus(window).0.into(), now.0.into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| Fault::new("the counter returned no row"))?;
    Ok(row.try_get("", "count")?)
}
