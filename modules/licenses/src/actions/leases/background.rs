//! What the issuer of leases does besides answering requests: reads the other nodes' stops every second, the keys every minute, and
//! writes down who was seen.

use crate::actions::claim::ClaimQueue;
use crate::actions::key_files::KeyFiles;
use crate::actions::leases::issuer::LeaseIssuer;
use crate::actions::over_use::write_refused;
use crate::tables::activation;
use gatehouse_context::{App, Cx};
use gatehouse_core::{Fault, Moment, SECOND};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr as SeaExpr};
use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

const STOPS_EVERY: Duration = Duration::from_secs(1);
/// Tidying, keys and last-seen come with every so many readings of the stops.
const MINUTE_OF_READINGS: u32 = 60;
/// Devices written down with one statement.
const NOTES_AT_ONCE: usize = 500;

/// Loads keys and stops, then starts the background work; it ends with the installation. Starts also without a valid
/// issuing key: then only devices that ask for a lease are turned away. Does not start with issuing keys that no trusted
/// root has certified.
pub async fn start(app: &Arc<App>) -> Result<(), Fault> {
    let cx = Cx::program(app, "leases");
    let issuer = cx.service::<LeaseIssuer>()?;
    issuer.keys().refuse_foreign(&cx).await?;
    issuer.keys().load(&cx).await?;
    cx.service::<KeyFiles>()?.load(&cx).await?;
    issuer.stops().read_on(&cx).await?;
    issuer.lists().read(&cx).await?;
    cx.service::<ClaimQueue>()?.start(&cx);
    let task = tokio::spawn(work(Arc::downgrade(app)));
    issuer.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    Ok(())
}

/// Ends the background work and writes down who was seen.
pub async fn stop(app: &Arc<App>) -> Result<(), Fault> {
    let cx = Cx::program(app, "leases");
    cx.service::<LeaseIssuer>()?.stop_tasks();
    write_seen(&cx).await?;
    Ok(())
}

async fn work(app: Weak<App>) {
    let mut round: u32 = 0;
    loop {
        tokio::time::sleep(STOPS_EVERY).await;
        let Some(app) = app.upgrade() else { return };
        let cx = Cx::program(&app, "leases");
        round = round.wrapping_add(1);
        // Renewals go on with what is known; the next round tries again.
        if let Err(fault) = turn(&cx, round.is_multiple_of(MINUTE_OF_READINGS)).await {
            tracing::warn!(%fault, "the lease issuer could not reach the database");
        }
        tell(&cx);
    }
}

/// Says how old the stop set is, also while it cannot be read: then this is what rises. And for how long the issuing key
/// signs: without one nobody gets a lease.
fn tell(cx: &Cx) {
    if let Ok(issuer) = cx.service::<LeaseIssuer>() {
        let seconds = |micros: i64| micros as f64 / SECOND as f64;
        let age = issuer.stops().age(cx.now(), cx.app.clock.elapsed());
        metrics::gauge!("gatehouse_stop_feed_age_seconds").set(seconds(age));
        let left = issuer.keys().in_use().map_or(0, |keys| keys.ends.since(cx.now()).max(0));
        metrics::gauge!("gatehouse_issuing_key_left_seconds").set(seconds(left));
    }
}

async fn turn(cx: &Cx, whole_minute: bool) -> Result<(), Fault> {
    let issuer = cx.service::<LeaseIssuer>()?;
    issuer.stops().read_on(cx).await?;
    issuer.lists().read(cx).await?;
    if whole_minute {
        let changed = issuer.keys().load(cx).await?;
        issuer.tidy(cx.now(), changed);
        cx.service::<KeyFiles>()?.load(cx).await?;
        write_seen(cx).await?;
        write_refused(cx).await?;
    }
    Ok(())
}

/// Writes down when devices were last seen, in one transaction; returns how many.
pub async fn write_seen(cx: &Cx) -> Result<usize, Fault> {
    let issuer = cx.service::<LeaseIssuer>()?;
    let mut notes = issuer.seen().take();
    if notes.is_empty() {
        return Ok(0);
    }
    // In the order of ids, so that two nodes lock rows in the same order.
    notes.sort_unstable();
    match write_notes(cx, &notes).await {
        Ok(()) => Ok(notes.len()),
        Err(fault) => {
            issuer.seen().put_back(notes);
            Err(fault)
        }
    }
}

async fn write_notes(cx: &Cx, notes: &[(Uuid, Moment)]) -> Result<(), Fault> {
    use activation::{Column, Entity};
    let tx = cx.begin().await?;
    for part in notes.chunks(NOTES_AT_ONCE) {
        let mut at = CaseStatement::new();
        for (id, moment) in part {
            at = at.case(Column::Id.eq(*id), SeaExpr::val(*moment));
        }
        Entity::update_many()
            .col_expr(Column::LastSeenAt, at.finally(Expr::col(Column::LastSeenAt)).into())
            .filter(Column::Id.is_in(part.iter().map(|(id, _)| *id)))
            .filter(Column::DeactivatedAt.is_null())
            .exec(&*tx)
            .await?;
    }
    tx.commit().await
}
