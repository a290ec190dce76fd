//! Over-use is seen, told and answered (LIC-14).
//!
//! Seen: a device that is refused because every seat is taken is noted in memory, once for each device; a minute later the nodes write down
//! the licenses, not the calls. A daily job looks at the seats in use, at those that were freed and still count, and at freed ones in which
//! a key file still runs. Told: the log says when a license reaches 90, 100 or 110 % ([`OverUseRules`]), each level once. Answered: what lasts
//! is in the clerks' list, where they warn the owner or block.

use crate::events;
use crate::mails;
use crate::model::over_use::{OverUseRules, percent};
use crate::queries::over_use::{running_files, used_up};
use crate::queries::{decision, recipients};
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::license;
use crate::tables::over_use_case::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

/// Licenses remembered between two writings.
const MOST_LICENSES: usize = 10_000;
/// Devices of one license remembered between two writings.
const MOST_DEVICES: usize = 1_000;
/// Licenses of one transaction.
const PART: u64 = 500;
/// A license that was not seen so for this long is followed no more.
const FORGET: i64 = 3 * DAY;

/// Which devices were refused a seat since the last writing. In the services.
#[derive(Debug, Default)]
pub struct RefusedDevices(Mutex<HashMap<Uuid, HashSet<[u8; 16]>>>);

impl RefusedDevices {
    /// Notes that a license had no seat for this device (the hash of its primary part).
    pub fn note(&self, license: Uuid, device: &[u8; 32]) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= MOST_LICENSES && !noted.contains_key(&license) {
            return;
        }
        let devices = noted.entry(license).or_default();
        if devices.len() < MOST_DEVICES
            && let Some(mark) = device.first_chunk()
        {
            devices.insert(*mark);
        }
    }

    fn take(&self) -> Vec<(Uuid, i64)> {
        let noted = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let count = |devices: HashSet<[u8; 16]>| i64::try_from(devices.len()).unwrap_or(i64::MAX);
        let mut all: Vec<(Uuid, i64)> = noted.into_iter().map(|(id, devices)| (id, count(devices))).collect();
        // In the order of ids, so that two nodes lock rows in the same order.
        all.sort_unstable();
        all
    }
}

/// Why the owner was not warned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum WarnRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// The license is not in the list.
    #[refusal(404, "over_use.unknown", refusal_over_use_unknown)]
    Unknown,
    /// The owner was warned less than a day ago.
    #[refusal(409, "over_use.warned", refusal_over_use_warned)]
    Warned,
    /// Nobody's address is known.
    #[refusal(422, "license.nobody_to_mail", refusal_nobody_to_mail)]
    NobodyToMail,
}

/// Writes down what this node refused since the last time; answers of how many licenses.
pub async fn write_refused(cx: &Cx) -> Result<usize, Fault> {
    let noted = cx.service::<RefusedDevices>()?.take();
    for part in noted.chunks(usize::try_from(PART)?) {
        let refused: HashMap<Uuid, i64> = part.iter().copied().collect();
        let tx = cx.begin().await?;
        let rows = license::Entity::find().filter(license::Column::Id.is_in(refused.keys().copied()));
        see(cx, &tx, &rows.all(&*tx).await?, &refused).await?;
        tx.commit().await?;
    }
    Ok(noted.len())
}

/// Looks at the seats in use of the next licenses behind `after`; answers the last one that is followed, `None` at the end.
pub async fn look_at_seats(cx: &Cx, after: Uuid) -> Result<Option<Uuid>, Fault> {
    let least = cx.service::<OverUseRules>()?.percents.first().copied().unwrap_or(90);
    let rows = used_up(cx, after, least, PART).await?;
    let Some(last) = rows.last().map(|license| license.id) else { return Ok(None) };
    let tx = cx.begin().await?;
    see(cx, &tx, &rows, &HashMap::new()).await?;
    tx.commit().await?;
    Ok(Some(last))
}

/// Forgets the licenses that are used so no more.
pub async fn forget_ended(cx: &Cx) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    Entity::delete_many().filter(Column::SeenAt.lt(cx.now().plus(-FORGET))).exec(&*tx).await?;
    tx.commit().await
}

/// Writes down how these licenses are used, with one statement, and tells the log of levels that were not reached before.
async fn see(cx: &Cx, tx: &Tx, licenses: &[license::Model], refused: &HashMap<Uuid, i64>) -> Result<(), Fault> {
    let (rules, now) = (cx.service::<OverUseRules>()?, cx.now());
    let known = Entity::find().filter(Column::LicenseId.is_in(licenses.iter().map(|license| license.id)));
    let known: HashMap<Uuid, Model> = known.all(&**tx).await?.into_iter().map(|row| (row.license_id, row)).collect();
    // The count of a row may be too high: time alone lowers nothing. So freed seats are counted themselves.
    let freed: Vec<Uuid> = licenses.iter().filter(|license| license.transfers > 0).map(|license| license.id).collect();
    let counting = decision::counting_of(&**tx, &freed, now).await?;
    let files = running_files(cx, &**tx, licenses.iter().map(|license| license.id)).await?;
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for license in licenses {
        let before = known.get(&license.id);
        let refused = refused.get(&license.id).copied().unwrap_or(0);
        let of = |counted: &HashMap<Uuid, i64>| counted.get(&license.id).copied().unwrap_or(0);
        let running = license.seats_used + of(&counting) + of(&files);
        let devices = running + refused;
        if !rules.is_case(devices, license.seats) {
            continue;
        }
        let percent = percent(devices, license.seats);
        let level = rules.level(percent);
        let told = before.map_or(0, |row| row.told_percent);
        if level > told {
            lines.push((cx, events::OVER_USE_SEEN.about(license.id).with(json!({ "percent": level }))));
        }
        // Minutes without a refusal end nothing; two days without one do.
        let lasting = before.filter(|row| row.over_seen_at.is_some_and(|at| at.plus(2 * DAY) > now));
        let is_over = devices > license.seats;
        let since = lasting.and_then(|row| row.over_since);
        rows.push(ActiveModel {
            id: Set(before.map_or_else(|| cx.id(), |row| row.id)),
            license_id: Set(license.id),
            seats: Set(license.seats),
            devices: Set(running),
            refused: Set(refused),
            percent: Set(percent),
            told_percent: Set(level.max(told)),
            over_since: Set(if is_over { since.or(Some(now)) } else { since }),
            over_seen_at: Set(if is_over { Some(now) } else { lasting.and_then(|row| row.over_seen_at) }),
            seen_at: Set(now),
            warned_at: Set(None),
            warned_by_id: Set(None),
        });
    }
    if rows.is_empty() {
        return Ok(());
    }
    let again = OnConflict::column(Column::LicenseId)
        .update_columns([
            Column::Seats,
            Column::Devices,
            Column::Refused,
            Column::Percent,
            Column::ToldPercent,
            Column::OverSince,
            Column::OverSeenAt,
            Column::SeenAt,
        ])
        .to_owned();
    Entity::insert_many(rows).on_conflict(again).exec_without_returning(&**tx).await?;
    if lines.is_empty() { Ok(()) } else { Cx::audit_each(tx, lines).await }
}

/// Warns the owner of a license in the list; answers how many mails were queued.
pub async fn warn(cx: &Cx, license: Uuid) -> Outcome<usize, WarnRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let now = cx.now();
    let tx = cx.begin().await?;
    let found = Entity::find().filter(Column::LicenseId.eq(license)).lock_exclusive().one(&*tx).await?;
    let (Some(row), Some(license)) = (found, license::Entity::find_by_id(license).one(&*tx).await?) else {
        return Err(refuse(WarnRefusal::Unknown));
    };
    if row.warned_at.is_some_and(|at| at.plus(DAY) > now) {
        return Err(refuse(WarnRefusal::Warned));
    }
    let people = recipients::of_license(cx, &*tx, &license).await?;
    if people.is_empty() {
        return Err(refuse(WarnRefusal::NobodyToMail));
    }
    Entity::update_many()
        .col_expr(Column::WarnedAt, Expr::value(now))
        .col_expr(Column::WarnedById, Expr::value(cx.actor.id()))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    let product = mails::product_name(&tx, &license).await?;
    for person in &people {
        mails::over_use::queue(cx, &tx, person, (&license, &product), &row).await?;
    }
    let details = json!({ "percent": row.percent });
    cx.audit(&tx, events::OVER_USE_WARNED.about(license.id).with(details)).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(people.len())
}
