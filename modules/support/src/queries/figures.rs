//! The figures of support (SUP-19), by time or by what they are broken down. Reads counted rows alone, however many requests there are.

use crate::model::figures::{Dim, Measure, NOW, mean, quantile};
use crate::rights::ReportsRead;
use crate::tables::support_figure::{Column, Entity};
use crate::tables::{support_count, support_figure};
use gatehouse_context::May;
use gatehouse_core::{Fault, Moment};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// What was counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Opened.
    pub opened: i64,
    /// Ended.
    pub ended: i64,
    /// Not ended, at its end.
    pub open: i64,
    /// First answers, by how long they took.
    pub first: BTreeMap<i64, i64>,
    /// Of these, within the target.
    pub first_kept: i64,
    /// And not.
    pub first_missed: i64,
    /// Solutions, by how long they took.
    pub solution: BTreeMap<i64, i64>,
    /// Of these, within the target.
    pub solution_kept: i64,
    /// And not.
    pub solution_missed: i64,
    /// Units of contracts.
    pub units: i64,
    /// Ratings of requests, by mark.
    pub rating: BTreeMap<i64, i64>,
    /// Of these, how fast it was.
    pub speed: BTreeMap<i64, i64>,
    /// Whether the solution helped.
    pub helped: BTreeMap<i64, i64>,
    /// How they were spoken to.
    pub manner: BTreeMap<i64, i64>,
    /// Ratings of the yearly survey, by mark.
    pub yearly: BTreeMap<i64, i64>,
}

impl Sums {
    fn add(&mut self, measure: &str, bucket: i64, n: i64) {
        match Measure::from_word(measure) {
            Some(Measure::Opened) => self.opened += n,
            Some(Measure::Ended) => self.ended += n,
            Some(Measure::Open) => self.open += n,
            Some(Measure::First) => *self.first.entry(bucket).or_default() += n,
            Some(Measure::FirstKept) => self.first_kept += n,
            Some(Measure::FirstMissed) => self.first_missed += n,
            Some(Measure::Solution) => *self.solution.entry(bucket).or_default() += n,
            Some(Measure::SolutionKept) => self.solution_kept += n,
            Some(Measure::SolutionMissed) => self.solution_missed += n,
            Some(Measure::Units) => self.units += n,
            Some(Measure::Rating) => *self.rating.entry(bucket).or_default() += n,
            Some(Measure::RatedSpeed) => *self.speed.entry(bucket).or_default() += n,
            Some(Measure::RatedSolution) => *self.helped.entry(bucket).or_default() += n,
            Some(Measure::RatedManner) => *self.manner.entry(bucket).or_default() += n,
            Some(Measure::Yearly) => *self.yearly.entry(bucket).or_default() += n,
            None => {}
        }
    }

    /// Minutes to the first answer, at this part of all in hundredths.
    #[must_use]
    pub fn first_at(&self, hundredths: i64) -> Option<i64> {
        quantile(&self.first, hundredths)
    }

    /// Minutes to the solution, the same.
    #[must_use]
    pub fn solution_at(&self, hundredths: i64) -> Option<i64> {
        quantile(&self.solution, hundredths)
    }

    /// The mean mark of requests in hundredths.
    #[must_use]
    pub fn mean(&self) -> Option<i64> {
        mean(&self.rating)
    }

    /// Ratings of requests.
    #[must_use]
    pub fn ratings(&self) -> i64 {
        self.rating.values().sum()
    }

    /// The same without what people said.
    #[must_use]
    pub fn without_ratings(self) -> Self {
        let none = BTreeMap::new;
        Self { rating: none(), speed: none(), helped: none(), manner: none(), yearly: none(), ..self }
    }

    /// Whether anything was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Days, in days since 1970, both counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// Of one `value` of a dimension, in the groups that `group` makes of days; with what was open at the end of each. Every group of these days is there.
pub async fn by_time(
    cx: &May<ReportsRead>,
    (dim, value): (Dim, &str),
    days: Days,
    group: impl Fn(i64) -> String,
) -> Result<BTreeMap<String, Sums>, Fault> {
    let of = || Entity::find().filter(Column::Dim.eq(dim.word())).filter(Column::Value.eq(value));
    let within = of().filter(Column::Day.between(days.first.max(NOW + 1), days.last));
    let rows: Vec<support_figure::Model> = within.all(cx.read()).await?;
    let mut net: BTreeMap<i64, i64> = BTreeMap::new();
    let mut groups: BTreeMap<String, Sums> = BTreeMap::new();
    for row in &rows {
        groups.entry(group(row.day)).or_default().add(&row.measure, row.bucket, row.n);
        *net.entry(row.day).or_default() += came(&row.measure, row.n);
    }
    // What is open now, less what came since.
    let now = of().filter(Column::Day.eq(NOW)).all(cx.read()).await?;
    let mut open: i64 = now.iter().map(|row| row.n).sum();
    let flow = [Measure::Opened.word(), Measure::Ended.word()];
    let later = of().filter(Column::Day.gt(days.last)).filter(Column::Measure.is_in(flow));
    for row in later.all(cx.read()).await? {
        open -= came(&row.measure, row.n);
    }
    let mut day = days.last;
    let mut of_group = None;
    while day >= days.first {
        let word = group(day);
        if of_group.as_ref() != Some(&word) {
            groups.entry(word.clone()).or_default().open = open;
            of_group = Some(word);
        }
        open -= net.get(&day).copied().unwrap_or(0);
        day -= 1;
    }
    Ok(groups)
}

fn came(measure: &str, n: i64) -> i64 {
    match Measure::from_word(measure) {
        Some(Measure::Opened) => n,
        Some(Measure::Ended) => -n,
        _ => 0,
    }
}

/// By each value of a dimension; what is open is of now.
pub async fn by_value(cx: &May<ReportsRead>, dim: Dim, days: Days) -> Result<BTreeMap<String, Sums>, Fault> {
    let of = || {
        Entity::find()
            .filter(Column::Dim.eq(dim.word()))
            .select_only()
            .column(Column::Value)
            .column(Column::Measure)
            .column(Column::Bucket)
            .column_as(Expr::cust("cast(sum(n) as bigint)"), "n")
            .group_by(Column::Value)
            .group_by(Column::Measure)
            .group_by(Column::Bucket)
    };
    let within = of().filter(Column::Day.between(days.first.max(NOW + 1), days.last));
    let now = of().filter(Column::Day.eq(NOW));
    let mut groups: BTreeMap<String, Sums> = BTreeMap::new();
    for select in [within, now] {
        let rows: Vec<(String, String, i64, i64)> = select.into_tuple().all(cx.read()).await?;
        for (value, measure, bucket, n) in rows {
            groups.entry(value).or_default().add(&measure, bucket, n);
        }
    }
    groups.retain(|_, sums| !sums.is_empty());
    Ok(groups)
}

/// The values of a dimension of which anything was counted.
pub async fn values(cx: &May<ReportsRead>, dim: Dim) -> Result<Vec<String>, Fault> {
    let all = Entity::find().filter(Column::Dim.eq(dim.word())).select_only().column(Column::Value).distinct();
    Ok(all.into_tuple().all(cx.read()).await?)
}

/// How far the figures are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// When they were last complete; `None`: not since all were begun anew.
    pub counted_at: Option<Moment>,
}

/// How far they are.
pub async fn progress(cx: &May<ReportsRead>) -> Result<Progress, Fault> {
    let row = support_count::Entity::find().one(cx.read()).await?;
    Ok(Progress { counted_at: row.and_then(|row| row.counted_at) })
}
