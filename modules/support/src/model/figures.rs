//! What a request gives to the figures of support (SUP-19), and what is read out of them. A request that changes gives something else: the difference is
//! what is added. Pure.
//!
//! - Days are the vendor's.
//! - Times are those that a customer waited, by the clock on the wall; whether they were within the target is judged by the target's own hours.
//! - Times are counted in buckets, each a tenth wider than the one before, so a median is right to a tenth.

use super::survey::SurveyKind;
use crate::tables::{request, survey};
use gatehouse_core::{MINUTE, Moment};
use gatehouse_db::stored_words;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// By what figures are broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dim {
    /// By nothing.
    All,
    /// The queue.
    Queue,
    /// The product.
    Product,
    /// The level.
    Level,
    /// The language of the customer.
    Language,
    /// How it came.
    Channel,
    /// Who of the staff was rated.
    Engineer,
}

stored_words!(Dim {
    All = "all",
    Queue = "queue",
    Product = "product",
    Level = "level",
    Language = "language",
    Channel = "channel",
    Engineer = "engineer",
});

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Opened on that day.
    Opened,
    /// Ended on that day.
    Ended,
    /// Not ended now.
    Open,
    /// The first answer of a person, by how long it took.
    First,
    /// Of these, within the target.
    FirstKept,
    /// And not.
    FirstMissed,
    /// The last solution of what closed on that day, by how long it took.
    Solution,
    /// Of these, within the target.
    SolutionKept,
    /// And not.
    SolutionMissed,
    /// Units of contracts that were used.
    Units,
    /// Ratings of requests, by their mark.
    Rating,
    /// How fast it was, of these, the same.
    RatedSpeed,
    /// Whether the solution helped.
    RatedSolution,
    /// How they were spoken to.
    RatedManner,
    /// Ratings of the yearly survey, by their mark.
    Yearly,
}

stored_words!(Measure {
    Opened = "opened",
    Ended = "ended",
    Open = "open",
    First = "first",
    FirstKept = "first_kept",
    FirstMissed = "first_missed",
    Solution = "solution",
    SolutionKept = "solution_kept",
    SolutionMissed = "solution_missed",
    Units = "units",
    Rating = "rating",
    RatedSpeed = "rated_speed",
    RatedSolution = "rated_solution",
    RatedManner = "rated_manner",
    Yearly = "yearly",
});

/// The day of what is true now.
pub const NOW: i64 = 0;

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// By what.
    pub dim: Dim,
    /// Of which day.
    pub day: i64,
    /// Which one.
    pub value: String,
    /// What is counted.
    pub measure: Measure,
    /// The fewest minutes, or the mark.
    pub bucket: i64,
}

/// What one request or survey gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// By what it is broken down, and which one it is.
    pub of: Vec<(String, String)>,
    /// Day, measure, bucket: each once.
    pub counts: Vec<(i64, String, i64)>,
}

impl Given {
    fn count(&mut self, day: i64, measure: Measure, bucket: i64) {
        self.counts.push((day, measure.word().to_owned(), bucket));
    }

    /// Adds it to figures, `times` times; -1 takes it out.
    pub fn add_to(&self, figures: &mut BTreeMap<Key, i64>, times: i64) {
        for (dim, value) in &self.of {
            let Some(dim) = Dim::from_word(dim) else { continue };
            for (day, measure, bucket) in &self.counts {
                let Some(measure) = Measure::from_word(measure) else { continue };
                let key = Key { dim, day: *day, value: value.clone(), measure, bucket: *bucket };
                *figures.entry(key).or_default() += times;
            }
        }
    }
}

/// What there is to know of a request beside its row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// When it was solved last.
    pub solved_at: Option<Moment>,
    /// When it used a unit that was not given back.
    pub unit_at: Option<Moment>,
    /// Its level has a target for solutions.
    pub has_target: bool,
}

/// What a request gives.
#[must_use]
pub fn of_request(row: &request::Model, facts: &Facts, zone: &TimeZone) -> Given {
    let day = |at: Moment| day_of(at, zone);
    let waited = |until: Moment| bucket(until.since(row.opened_at) / MINUTE);
    let mut given = Given { of: dims_of_request(row), counts: Vec::new() };
    given.count(day(row.opened_at), Measure::Opened, 0);
    match row.closed_at {
        Some(at) => given.count(day(at), Measure::Ended, 0),
        None => given.count(NOW, Measure::Open, 0),
    }
    if let Some(at) = row.first_answer_at {
        given.count(day(at), Measure::First, waited(at));
        match row.first_due_at {
            Some(due) if at > due => given.count(day(at), Measure::FirstMissed, 0),
            Some(_) => given.count(day(at), Measure::FirstKept, 0),
            None => {}
        }
    }
    if let (Some(at), Some(solved)) = (row.closed_at, facts.solved_at) {
        given.count(day(at), Measure::Solution, waited(solved));
        // What was in time has no end any more (`actions::clock`).
        match row.solution_due_at {
            Some(_) => given.count(day(at), Measure::SolutionMissed, 0),
            None if facts.has_target => given.count(day(at), Measure::SolutionKept, 0),
            None => {}
        }
    }
    if let Some(at) = facts.unit_at {
        given.count(day(at), Measure::Units, 0);
    }
    given
}

fn dims_of_request(row: &request::Model) -> Vec<(String, String)> {
    let id = |id: Option<gatehouse_core::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let of = [
        (Dim::All, String::new()),
        (Dim::Queue, id(row.queue_id)),
        (Dim::Product, id(row.product_id)),
        (Dim::Level, row.level.word().to_owned()),
        (Dim::Language, row.lang.clone()),
        (Dim::Channel, row.channel.word().to_owned()),
    ];
    of.map(|(dim, value)| (dim.word().to_owned(), value)).into()
}

/// What an answered survey gives; nothing without a mark.
#[must_use]
pub fn of_survey(row: &survey::Model, zone: &TimeZone) -> Given {
    let is_yearly = row.kind == SurveyKind::Yearly;
    let said = [
        (if is_yearly { Measure::Yearly } else { Measure::Rating }, row.mark),
        (Measure::RatedSpeed, row.speed.filter(|_| !is_yearly)),
        (Measure::RatedSolution, row.solution.filter(|_| !is_yearly)),
        (Measure::RatedManner, row.manner.filter(|_| !is_yearly)),
    ];
    let said: Vec<(Measure, i64)> = said.into_iter().filter_map(|(measure, mark)| Some((measure, mark?))).collect();
    let Some(at) = row.answered_at.filter(|_| !said.is_empty()) else { return Given::default() };
    let id = |id: Option<gatehouse_core::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut of = vec![(Dim::All, String::new()), (Dim::Language, row.lang.clone())];
    if !is_yearly {
        of.push((Dim::Queue, id(row.queue_id)));
        of.push((Dim::Product, id(row.product_id)));
        of.push((Dim::Level, row.level.map(|level| level.word().to_owned()).unwrap_or_default()));
        of.push((Dim::Channel, row.channel.map(|channel| channel.word().to_owned()).unwrap_or_default()));
        of.push((Dim::Engineer, id(row.engineer_id)));
    }
    let of = of.into_iter().map(|(dim, value)| (dim.word().to_owned(), value)).collect();
    let mut given = Given { of, counts: Vec::new() };
    for (measure, mark) in said {
        given.count(day_of(at, zone), measure, mark);
    }
    given
}

const EPOCH: Date = date(1970, 1, 1);

/// The day of a moment in a zone, in days since 1970.
#[must_use]
pub fn day_of(at: Moment, zone: &TimeZone) -> i64 {
    at.timestamp().to_zoned(zone.clone()).date().duration_since(EPOCH).as_hours() / 24
}

/// The date of a day.
#[must_use]
pub fn date_of(day: i64) -> Date {
    EPOCH.checked_add(day.clamp(0, 80_000).days()).unwrap_or(EPOCH)
}

/// The first moment of a day.
#[must_use]
pub fn moment_of(day: i64, zone: &TimeZone) -> Moment {
    let start = date_of(day).to_zoned(zone.clone());
    start.map_or(Moment(0), |start| Moment::from(start.timestamp()))
}

const fn next(low: i64) -> i64 {
    let wider = low * 11 / 10;
    if wider > low { wider } else { low + 1 }
}

/// The bucket of so many minutes: its fewest.
#[must_use]
pub const fn bucket(minutes: i64) -> i64 {
    let mut low = 0;
    while next(low) <= minutes && low < 10_000_000 {
        low = next(low);
    }
    low
}

/// The minutes at a part of all (in hundredths), and how many there are; `None` of none. The middle of the bucket stands for all that is in it.
#[must_use]
pub fn quantile(buckets: &BTreeMap<i64, i64>, hundredths: i64) -> Option<i64> {
    let all: i64 = buckets.values().sum();
    if all <= 0 {
        return None;
    }
    let wanted = (all * hundredths + 99) / 100;
    let mut seen = 0;
    for (low, n) in buckets {
        seen += n;
        if seen >= wanted.max(1) {
            return Some(low + (next(*low) - 1 - low) / 2);
        }
    }
    None
}

/// The mean of marks in hundredths.
#[must_use]
pub fn mean(marks: &BTreeMap<i64, i64>) -> Option<i64> {
    let all: i64 = marks.values().sum();
    let sum: i64 = marks.iter().map(|(mark, n)| mark * n).sum();
    (all > 0).then(|| (sum * 100 + all / 2) / all)
}

#[cfg(test)]
mod tests;
