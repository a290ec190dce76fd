//! Freeing seats from the account, or in the name of a company (LIC-13, LIC-15): for a device that is lost, sold or broken; the device itself
//! is not needed. The records of one computer that was installed anew are freed together.
//!
//! Whoever has the account could so let a license wander. So it can be done a number of times a year, a device that took a seat which came
//! free in this way keeps it for a day, and all holders are told. A clerk lets the budget begin anew.

use super::acting::acts;
use crate::actions::deactivate::free_where_merged;
use crate::actions::key_files;
use crate::actions::leases::stop_activations;
use crate::actions::license_slots;
use crate::events;
use crate::mails::seat_freed;
use crate::model::behalf::Behalf;
use crate::model::holder::Holder;
use crate::model::rescue::RescueRules;
use crate::model::seat_refusal::SUPPORT;
use crate::model::transfer::{COUNTS_FOR, MOST_COUNTING, lease_until_of_rows};
use crate::queries::key_files::runs_until;
use crate::queries::{customer_license, rescues};
use crate::tables::{activation, license};
use gatehouse_catalog::model::limits::MOST_LEASE_DAYS;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Lang, Moment, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, QuerySelect as _, Statement, Value};

/// Records that can be freed together.
pub const MOST_TOGETHER: usize = 50;

/// Why it was not deactivated.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum DeactivateDeviceRefusal {
    /// The license is not in this account, or the device not on it.
    #[refusal(404, "activation.unknown", customer_device_not_here)]
    NotHere,
    /// Not a user of the company any more, or not their right.
    Enter(EnterRefusal),
    /// No record was ticked.
    #[refusal(422, "activation.none_chosen", devices_tick_some, field = "record")]
    NoneChosen,
    /// Seats were freed without the device as often as a year allows.
    #[refusal(409, "activation.budget_spent", seat_budget_spent(*times, day(lang, *until, zone)), next = seat_budget_next, again)]
    BudgetSpent {
        /// So many times.
        times: i64,
        /// When the next one can be freed.
        until: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
    /// The operator lets seats be freed on the device only.
    #[refusal(409, "activation.on_device_only", seat_on_device_only, next = seat_budget_next)]
    OnDeviceOnly,
    /// The device has just taken a seat that came free without its device.
    #[refusal(409, "activation.cool_down", seat_cool_down(moment(lang, *until, zone)), next = seat_cool_down_next, again)]
    CoolDown {
        /// When its seat can be freed.
        until: Moment,
        /// For writing that moment.
        zone: TimeZone,
    },
    /// A key file runs there, which nobody can call back: only the device's receipt, or a clerk, frees the seat before its end.
    #[refusal(
        409, "activation.key_file_runs", key_file_runs(day(lang, *until, zone)), next = key_file_runs_next,
        way = customer_contact => SUPPORT
    )]
    KeyFileRuns {
        /// The file's end.
        until: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
}

fn day(lang: Lang, at: Moment, zone: &TimeZone) -> String {
    Format::new(lang, zone.clone()).date(at)
}

fn moment(lang: Lang, at: Moment, zone: &TimeZone) -> String {
    Format::new(lang, zone.clone()).date_time(at)
}

/// Frees the seat of a device on a license of the acting account or company; false: it was free already.
pub async fn deactivate_device(
    cx: &Cx,
    behalf: Behalf,
    license: Uuid,
    activation: Uuid,
) -> Outcome<bool, DeactivateDeviceRefusal> {
    Ok(deactivate_devices(cx, behalf, license, &[activation]).await? > 0)
}

/// Frees the seats of several records of one computer at once, which counts as one time; returns how many had a seat.
pub async fn deactivate_devices(
    cx: &Cx,
    behalf: Behalf,
    license: Uuid,
    records: &[Uuid],
) -> Outcome<usize, DeactivateDeviceRefusal> {
    let not_here = || refuse(DeactivateDeviceRefusal::NotHere);
    let account = cx.actor.account().ok_or_else(not_here)?;
    let holder = match behalf {
        Behalf::Own => Holder::Account(account),
        Behalf::Company(company) => Holder::Company(company),
    };
    if !customer_license::is_held(cx.read(), holder, license).await? {
        return Err(not_here());
    }
    if records.is_empty() {
        return Err(refuse(DeactivateDeviceRefusal::NoneChosen));
    }
    let records = records.get(..MOST_TOGETHER).unwrap_or(records);
    let _slot = license_slots::acquire(cx, license).await?;
    let tx = cx.begin().await?;
    // The license's row is locked first, as everywhere, so that two of one budget are judged one after another.
    let row = license::Entity::find_by_id(license).lock_exclusive().one(&*tx).await?.ok_or_else(not_here)?;
    let acting = acts(cx, &tx, behalf, &[&row]).await.map_err(|stop| stop.map(DeactivateDeviceRefusal::Enter))?;
    acting.ok_or_else(not_here)?;
    let (seats, is_known) = rescues::seats_of(&*tx, license, records).await?;
    if seats.is_empty() {
        return if is_known { Ok(0) } else { Err(not_here()) };
    }
    let ids: Vec<Uuid> = seats.iter().map(|seat| seat.id).collect();
    if let Some(until) = runs_until(&*tx, &ids, cx.now()).await? {
        return Err(refuse(DeactivateDeviceRefusal::KeyFileRuns { until, zone: cx.zone.clone() }));
    }
    judge(cx, &tx, &row, &seats).await?.map_err(refuse)?;
    free(cx, &tx, license, &seats).await?;
    stop_activations(cx, &tx, &ids, license).await?;
    key_files::seats_freed(cx, &tx, &ids).await?;
    free_where_merged(&tx, license, i64::try_from(ids.len())?).await?;
    let line = |id: &Uuid| {
        let details = serde_json::json!({ "activation": id });
        (cx, events::DEACTIVATED.about(license).with(details))
    };
    Cx::audit_each(&tx, ids.iter().map(line).collect()).await?;
    seat_freed::queue(cx, &tx, &row, &seats).await?;
    tx.commit().await?;
    Ok(seats.len())
}

/// Whether the budget and the seats' cool-down let these be freed.
async fn judge(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    seats: &[activation::Model],
) -> Result<Result<(), DeactivateDeviceRefusal>, Fault> {
    let rules = *cx.service::<RescueRules>()?;
    let times = rules.budget(license.seats);
    if times == 0 {
        return Ok(Err(DeactivateDeviceRefusal::OnDeviceOnly));
    }
    let freed = rescues::freed(cx, &**tx, license).await?;
    if let Some(until) = rules.wait(license.seats, &freed) {
        return Ok(Err(DeactivateDeviceRefusal::BudgetSpent { times, until, zone: cx.zone.clone() }));
    }
    let last = freed.first().copied();
    let kept = seats.iter().filter_map(|seat| rules.kept_until(seat.activated_at, last, cx.now())).max();
    Ok(match kept {
        Some(until) => Err(DeactivateDeviceRefusal::CoolDown { until, zone: cx.zone.clone() }),
        None => Ok(()),
    })
}

/// Frees the seats in two statements, however many they are. Leases end as they do for one, and the seats count as
/// [`crate::model::transfer::counts_until`] says: a key file that its device gave back may have been kept.
async fn free(cx: &Cx, tx: &Tx, license: Uuid, seats: &[activation::Model]) -> Result<(), Fault> {
    use license::Column;
    let (now, count) = (cx.now(), i64::try_from(seats.len())?);
    license::Entity::update_many()
        .col_expr(Column::SeatsUsed, Expr::col(Column::SeatsUsed).sub(count))
        .col_expr(Column::Transfers, ExprTrait::add(Expr::col(Column::Transfers), count))
        .filter(Column::Id.eq(license))
        .exec(&**tx)
        .await?;
    let lease = lease_until_of_rows("$1", "$2");
    let counted = format!("case when {lease} > $3 then {lease} else $3 end");
    let file = "coalesce((select case when max(f.ends_at) > $5 then $5 else max(f.ends_at) end from key_file f \
                join activation b on b.id = f.activation_id \
                where f.license_id = $4 and b.device_lookup = activation.device_lookup), 0)";
    let mut values: Vec<Value> = vec![
        now.0.into(),
        now.plus(MOST_LEASE_DAYS * DAY).0.into(),
        now.plus(COUNTS_FOR).0.into(),
        license.into(),
        now.plus(MOST_COUNTING).0.into(),
    ];
    let mut places = Vec::with_capacity(seats.len());
    for seat in seats {
        values.push(seat.id.into());
        places.push(format!("${}", values.len()));
    }
    let text = format!(
        "update activation set deactivated_at = $1, deactivated_by = 'account', lease_until = {lease}, \
         counts_until = case when {file} > {counted} then {file} else {counted} end \
         where license_id = $4 and deactivated_at is null and id in ({})",
        places.join(", ")
    );
    tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    Ok(())
}
