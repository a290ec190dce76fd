//! The stop set (LIC-16): which facts in renew tokens no longer hold.
//!
//! Whoever ends an activation, or changes or blocks a license, writes a row of `lease_stop` in the same transaction. Every
//! node keeps the rows of the longest token life in memory: its own at once after the commit, those of other nodes
//! within a second. A token that is older than a stop that touches it is not believed: the database is asked.
//!
//! A node that is cut off from the database does not learn what the others stop. Its set is believed for a bounded time
//! ([`GRACE`], the key `stop_grace`); after that it gives nobody a lease until it has read on. Setting its clock back wins no time:
//! what the process itself counts is looked at too.

use crate::actions::key_files::status_of_license_changed;
use crate::actions::leases::issuer::LeaseIssuer;
use crate::model::revocation::StopKind;
use crate::tables::lease_stop::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, MINUTE, Moment, SECOND, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Facts older than this are not believed, whatever the stop set says; so older stops need not be kept.
pub const TOKEN_LIFE: i64 = 120 * DAY;
/// How long after a stop the facts are still doubted: a transaction may have read before and be answered after, and the
/// nodes' clocks may differ by this much.
pub(super) const SLACK: i64 = 30 * SECOND;
/// How old the newest reading may be before a node renews nothing more, unless the operator says otherwise.
pub const GRACE: i64 = 15 * MINUTE;
/// After a reading that failed, nobody tries again for this long on behalf of a request.
const RETRY: Duration = Duration::from_secs(1);
/// Every reading looks back this far: rows appear in the order of commits, not of their times.
const LOOK_BACK: i64 = 120 * SECOND;

/// What is stopped, in memory.
#[derive(Debug)]
pub struct StopSet {
    activations: HashMap<Uuid, Moment>,
    licenses: HashMap<Uuid, Moment>,
    as_of: Moment,
    /// The same moment by [`gatehouse_core::Clock::elapsed`].
    as_of_elapsed: i64,
}

impl Default for StopSet {
    fn default() -> Self {
        Self { activations: HashMap::new(), licenses: HashMap::new(), as_of: Moment(0), as_of_elapsed: 0 }
    }
}

impl StopSet {
    fn add(&mut self, at: Moment, activation: Option<Uuid>, license: Option<Uuid>) {
        // A row about an activation names its license too, for people; it must not stop the others.
        let (map, id) = match (activation, license) {
            (Some(id), _) => (&mut self.activations, id),
            (None, Some(id)) => (&mut self.licenses, id),
            (None, None) => return,
        };
        let latest = map.entry(id).or_insert(at);
        *latest = (*latest).max(at);
    }
}

/// The stop set of a node; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Stops {
    set: Arc<RwLock<StopSet>>,
    /// Held by the one request that reads on; when the last such reading failed.
    failed: Arc<Mutex<Option<Instant>>>,
}

impl Stops {
    /// Whether facts of this moment still hold, as far as this node knows.
    pub fn allow(&self, activation: Uuid, license: Uuid, as_of: Moment) -> bool {
        let set = self.set.read().unwrap_or_else(PoisonError::into_inner);
        let holds = |stopped: Option<&Moment>| stopped.is_none_or(|at| as_of > at.plus(SLACK));
        holds(set.activations.get(&activation)) && holds(set.licenses.get(&license))
    }

    /// The moment up to which this node has read the stops of all nodes.
    pub fn as_of(&self) -> Moment {
        self.set.read().unwrap_or_else(PoisonError::into_inner).as_of
    }

    /// How long ago that is: by the clock, which can be set back, or by what the process counts, which may stand still while the
    /// machine sleeps; whichever is longer.
    pub fn age(&self, now: Moment, elapsed: i64) -> i64 {
        let set = self.set.read().unwrap_or_else(PoisonError::into_inner);
        now.since(set.as_of).max(elapsed.saturating_sub(set.as_of_elapsed)).max(0)
    }

    /// Reads on for a request that finds the set too old: `false` when somebody is doing that at this moment, or when it failed
    /// a moment ago. So a crowd of renewals asks the database once.
    pub async fn refresh(&self, cx: &Cx) -> Result<bool, Fault> {
        let Ok(mut failed) = self.failed.try_lock() else { return Ok(false) };
        if failed.is_some_and(|at| at.elapsed() < RETRY) {
            return Ok(false);
        }
        match self.read_on(cx).await {
            Ok(()) => {
                *failed = None;
                Ok(true)
            }
            Err(fault) => {
                *failed = Some(Instant::now());
                Err(fault)
            }
        }
    }

    fn add(&self, at: Moment, activation: Option<Uuid>, license: Option<Uuid>) {
        self.set.write().unwrap_or_else(PoisonError::into_inner).add(at, activation, license);
    }

    /// Reads what other nodes stopped since the last reading; at first, everything that matters.
    pub async fn read_on(&self, cx: &Cx) -> Result<(), Fault> {
        let (now, elapsed) = (cx.now(), cx.app.clock.elapsed());
        let last = self.as_of();
        // A clock that was set back: what others stopped meanwhile was looked for in the wrong time, and what was old
        // then is not old now.
        let is_first = last == Moment(0) || now.plus(SLACK) < last;
        let from = if is_first { now.plus(-TOKEN_LIFE) } else { last.plus(-LOOK_BACK) };
        let rows: Vec<(Moment, Option<Uuid>, Option<Uuid>)> = Entity::find()
            .select_only()
            .columns([Column::At, Column::ActivationId, Column::LicenseId])
            .filter(Column::At.gte(from))
            .into_tuple()
            .all(cx.db().reserved())
            .await?;
        let mut set = self.set.write().unwrap_or_else(PoisonError::into_inner);
        for (at, activation, license) in rows {
            set.add(at, activation, license);
        }
        set.as_of = now;
        set.as_of_elapsed = elapsed;
        Ok(())
    }

    /// Forgets stops that only tokens beyond their life could still need.
    pub fn forget_old(&self, now: Moment) {
        let oldest = now.plus(-TOKEN_LIFE);
        let mut set = self.set.write().unwrap_or_else(PoisonError::into_inner);
        set.activations.retain(|_, at| *at >= oldest);
        set.licenses.retain(|_, at| *at >= oldest);
    }
}

/// Ends an activation's leases: its next renewal asks the database, on every node within a second.
pub async fn stop_activation(cx: &Cx, tx: &Tx, activation: Uuid, license: Uuid) -> Result<(), Fault> {
    write(cx, tx, StopKind::Activation, Some(activation), Some(license)).await
}

/// Ends the leases of several devices of a license, whose seats were freed together.
pub async fn stop_activations(cx: &Cx, tx: &Tx, activations: &[Uuid], license: Uuid) -> Result<(), Fault> {
    let at = cx.now();
    let rows = activations.iter().map(|activation| ActiveModel {
        at: Set(at),
        kind: Set(StopKind::Activation),
        activation_id: Set(Some(*activation)),
        license_id: Set(Some(license)),
        ..Default::default()
    });
    Entity::insert_many(rows).on_conflict(once()).exec_without_returning(&**tx).await?;
    if let Ok(issuer) = cx.service::<LeaseIssuer>() {
        let (stops, activations) = (issuer.stops().clone(), activations.to_vec());
        tx.after_commit(move || {
            for activation in activations {
                stops.add(at, Some(activation), Some(license));
            }
        });
    }
    Ok(())
}

/// One row an activation, however often it is stopped.
fn once() -> OnConflict {
    OnConflict::column(Column::ActivationId)
        .target_and_where(Column::ActivationId.is_not_null())
        .update_columns([Column::At, Column::Kind, Column::LicenseId])
        .to_owned()
}

/// Ends the leases of a blocked license (LIC-20): the next renewal of each of its devices is refused. As below, its key files follow: what
/// changes a license passes here once its row is written.
pub async fn stop_license(cx: &Cx, tx: &Tx, license: Uuid) -> Result<(), Fault> {
    write(cx, tx, StopKind::License, None, Some(license)).await?;
    status_of_license_changed(cx, tx, license).await
}

/// A license was changed, unblocked, or is to be blocked: each of its devices gets the new facts with its next renewal.
pub async fn license_changed(cx: &Cx, tx: &Tx, license: Uuid) -> Result<(), Fault> {
    write(cx, tx, StopKind::Changed, None, Some(license)).await?;
    status_of_license_changed(cx, tx, license).await
}

/// The same of several: one statement.
pub async fn licenses_changed(cx: &Cx, tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    let at = cx.now();
    let row = |license: &Uuid| ActiveModel {
        at: Set(at),
        kind: Set(StopKind::Changed),
        activation_id: Set(None),
        license_id: Set(Some(*license)),
        ..Default::default()
    };
    Entity::insert_many(licenses.iter().map(row)).exec_without_returning(&**tx).await?;
    if let Ok(issuer) = cx.service::<LeaseIssuer>() {
        let (stops, licenses) = (issuer.stops().clone(), licenses.to_vec());
        tx.after_commit(move || licenses.iter().for_each(|license| stops.add(at, None, Some(*license))));
    }
    Ok(())
}

async fn write(cx: &Cx, tx: &Tx, kind: StopKind, activation: Option<Uuid>, license: Option<Uuid>) -> Result<(), Fault> {
    let at = cx.now();
    let row = ActiveModel {
        at: Set(at),
        kind: Set(kind),
        activation_id: Set(activation),
        license_id: Set(license),
        ..Default::default()
    };
    let mut insert = Entity::insert(row);
    if activation.is_some() {
        insert = insert.on_conflict(once());
    }
    insert.exec_without_returning(&**tx).await?;
    // The command line has no issuer: the nodes that have one read the row.
    if let Ok(issuer) = cx.service::<LeaseIssuer>() {
        let stops = issuer.stops().clone();
        tx.after_commit(move || stops.add(at, activation, license));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{SLACK, Stops};
    use gatehouse_core::{Moment, Uuid};

    /// LIC-16
    #[test]
    fn only_facts_from_after_the_stop_are_believed() {
        let stops = Stops::default();
        let (a, b, license) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        assert!(stops.allow(a, license, Moment(0)));
        stops.add(Moment(1_000), Some(a), Some(license));
        assert!(!stops.allow(a, license, Moment(999)));
        assert!(!stops.allow(a, license, Moment(1_000 + SLACK)));
        assert!(stops.allow(a, license, Moment(1_001 + SLACK)));
        assert!(stops.allow(b, license, Moment(0)), "another device of the license goes on");
        stops.add(Moment(5_000), None, Some(license));
        assert!(!stops.allow(b, license, Moment(4_000)));
        assert!(!stops.allow(a, license, Moment(1_001 + SLACK)));
        stops.forget_old(Moment(i64::MAX));
        assert!(stops.allow(b, license, Moment(0)));
    }
}
