//! Numbers of licensing for the home page of staff. Counts end at [`COUNTED`]; the numbers over time are read once a minute a node.

use crate::events;
use crate::rights::LicensesRead;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::{Cx, May};
use gatehouse_core::{DAY, Fault, MINUTE, Moment};
use gatehouse_db::PageRequest;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use sea_orm::{ConnectionTrait as _, Statement, Value};
use std::sync::{Mutex, PoisonError};

/// Counts end here.
pub const COUNTED: i64 = 1_000;
/// Days of a plot.
pub const DAYS: i64 = 30;
const QUARTER: i64 = 15 * MINUTE;

/// Numbers of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Orders since the day began.
    pub orders: i64,
    /// Licenses that await a clerk's look.
    pub awaiting: i64,
    /// Blocks with a day that lies ahead.
    pub planned: i64,
    /// Wishes of automatic renewal that no shop has answered for a day.
    pub unanswered: i64,
}

/// The numbers of the day that began at `day`.
pub async fn numbers(cx: &May<LicensesRead>, day: Moment) -> Result<Numbers, Fault> {
    let text = format!(
        "select (select count(*) from (select 1 from purchase where created_at >= $1 limit {COUNTED}) a), \
         (select count(*) from (select 1 from license where status = 'awaiting_verification' limit {COUNTED}) b), \
         (select count(*) from (select 1 from license where block_from is not null and blocked_at is null \
         limit {COUNTED}) c), \
         (select count(*) from (select 1 from auto_renewal where wish is not null and state = 'unconfirmed' \
         limit {COUNTED}) d)"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [day.0.into()]);
    let Some(row) = cx.read().query_one_raw(statement).await? else { return Ok(Numbers::default()) };
    let count = |n| row.try_get_by_index(n);
    Ok(Numbers { orders: count(0)?, awaiting: count(1)?, planned: count(2)?, unanswered: count(3)? })
}

/// What the log says of a presented decoy code.
pub const ALARM: &str = events::DECOY_PRESENTED.word;

/// When a decoy code was presented last, within [`DAYS`]. The log's index of kinds has it; almost always there is none.
pub async fn last_alarm(cx: &Cx) -> Result<Option<Moment>, Fault> {
    let from = Some(cx.now().plus(-DAYS * DAY));
    let filter = AuditFilter { kind: Some(ALARM.to_owned()), from, ..AuditFilter::default() };
    let request = PageRequest { size: 1, ..PageRequest::default() };
    Ok(audit::list(cx, &filter, &request).await?.items.first().map(|line| line.at))
}

/// Whether the log tells of a decoy code since then.
pub(crate) async fn was_presented(cx: &Cx, since: Moment) -> Result<bool, Fault> {
    let filter = AuditFilter { kind: Some(ALARM.to_owned()), from: Some(since), ..AuditFilter::default() };
    let request = PageRequest { size: 1, ..PageRequest::default() };
    Ok(!audit::list(cx, &filter, &request).await?.items.is_empty())
}

/// Numbers for each of [`DAYS`] days, each day with its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverTime {
    /// Licenses issued, up to today.
    pub issued: Vec<(Moment, i64)>,
    /// Licenses that end, from today on.
    pub ending: Vec<(Moment, i64)>,
}

/// What was read last, and when. In the services.
#[derive(Default)]
pub struct OverTimeMemory(Mutex<Option<(Moment, OverTime)>>);

impl OverTimeMemory {
    fn young(&self, now: Moment) -> Option<OverTime> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(at, _)| (0..MINUTE).contains(&(now.0 - at.0))).map(|(_, read)| read.clone())
    }

    fn keep(&self, now: Moment, read: &OverTime) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, read.clone()));
    }
}

/// Numbers over time, by the days of the vendor's zone; they may be a minute old.
pub async fn over_time(cx: &May<LicensesRead>) -> Result<OverTime, Fault> {
    let memory = cx.service::<OverTimeMemory>()?;
    if let Some(young) = memory.young(cx.now()) {
        return Ok(young);
    }
    let zone = cx.app.settings.vendor_zone();
    let (past, coming) = (days(cx.now(), &zone, 1 - DAYS), days(cx.now(), &zone, 0));
    let (since, today) = (first(&past), first(&coming));
    // A batch's id is in the order of time, and there are far fewer batches than licenses. By quarters of an hour, because a day has
    // 23 or 25 hours where clocks change, and begins at a quarter in some zones.
    let issued = "select created_at / 900000000, cast(sum(done) as bigint) from issue_batch \
                  where id >= $2 and created_at >= $1 group by 1";
    let ending = "select ends_order / 900000000, count(*) from license \
                  where status = 'active' and ends_order >= $1 and ends_order < $2 group by 1";
    let until = today.plus((DAYS + 1) * DAY);
    let read = OverTime {
        issued: by_day(cx, issued, [since.0.into(), since.first_id().into()], past).await?,
        ending: by_day(cx, ending, [today.0.into(), until.0.into()], coming).await?,
    };
    memory.keep(cx.now(), &read);
    Ok(read)
}

/// When [`DAYS`] days and the one behind them begin; the first is so many days from today.
fn days(now: Moment, zone: &TimeZone, first: i64) -> Vec<Moment> {
    let today = now.timestamp().to_zoned(zone.clone());
    let start = |days: i64| {
        let day = today.checked_add(Span::new().days(days)).and_then(|day| day.start_of_day());
        day.map_or(now, |day| Moment::from(day.timestamp()))
    };
    (first..=first + DAYS).map(start).collect()
}

fn first(days: &[Moment]) -> Moment {
    days.first().copied().unwrap_or(Moment(0))
}

/// What was counted for each quarter of an hour, by days with these beginnings; the last of them ends the plot.
async fn by_day(cx: &Cx, text: &str, values: [Value; 2], starts: Vec<Moment>) -> Result<Vec<(Moment, i64)>, Fault> {
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let mut counts = vec![0; starts.len()];
    for row in cx.read().query_all_raw(statement).await? {
        let (quarter, count): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let behind = starts.partition_point(|start| start.0 <= quarter.saturating_mul(QUARTER));
        if let Some(day) = behind.checked_sub(1).and_then(|day| counts.get_mut(day)) {
            *day += count;
        }
    }
    let mut days: Vec<(Moment, i64)> = starts.into_iter().zip(counts).collect();
    days.pop();
    Ok(days)
}

/// When the day of a moment began.
pub fn start_of_day(moment: Moment, zone: &TimeZone) -> Moment {
    let Ok(at) = Timestamp::from_microsecond(moment.0) else { return moment };
    at.to_zoned(zone.clone()).start_of_day().map_or(moment, |start| Moment::from(start.timestamp()))
}

/// The day of a moment as fields and addresses have it.
pub fn day_word(moment: Moment, zone: &TimeZone) -> String {
    Timestamp::from_microsecond(moment.0).map(|at| at.to_zoned(zone.clone()).date().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{DAYS, day_word, days};
    use gatehouse_core::{DAY, Moment};
    use jiff::tz::TimeZone;

    /// ALL-5
    #[test]
    fn days_are_those_of_the_zone_where_clocks_change() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now: jiff::Timestamp = "2026-10-20T12:00:00Z".parse().unwrap();
        let starts = days(Moment::from(now), &zone, 0);
        assert_eq!(starts.len(), usize::try_from(DAYS).unwrap() + 1);
        let words: Vec<String> = starts.iter().map(|start| day_word(*start, &zone)).collect();
        assert_eq!(words[4..8], ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"]);
        assert_eq!(starts[6].0 - starts[5].0, DAY + DAY / 24, "a day of 25 hours");
    }
}
