//! The course of a block (LIC-20): reported, told, grace, limited, blocked. Each step has its date; what a license is at a moment follows
//! from the dates alone, so it holds on time also where no job runs.
//!
//! In grace the product works whole and says what is ahead. Limited, it works as far as its maker lets a limited one, and takes no further
//! device. Then the license is blocked.

use crate::tables::license::Model;
use crate::texts;
use gatehouse_core::{Fault, Lang, Moment};
use gatehouse_db::stored_words;
use jiff::Span;
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

/// Days of grace unless the operator or the clerk says otherwise.
pub const GRACE_DAYS: i64 = 8;
/// Days in the limited state unless the operator or the clerk says otherwise.
pub const LIMITED_DAYS: i64 = 14;
/// The most days of either.
pub const MOST_DAYS: i64 = 365;

/// A step of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockStep {
    /// The vendor has a reason.
    Reported,
    /// The holders were told.
    Told,
    /// The product works whole and warns.
    Grace,
    /// The product works with limits.
    Limited,
    /// The license is blocked.
    Dead,
}

stored_words!(BlockStep {
    Reported = "reported",
    Told = "told",
    Grace = "grace",
    Limited = "limited",
    Dead = "dead",
});

impl BlockStep {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Reported => t.msg_block_step_reported(),
            Self::Told => t.msg_block_step_told(),
            Self::Grace => t.msg_block_step_grace(),
            Self::Limited => t.msg_block_step_limited(),
            Self::Dead => t.msg_block_step_dead(),
        }
    }

    /// What it means for the product.
    pub fn means(self, lang: Lang) -> Option<String> {
        let t = texts(lang);
        match self {
            Self::Reported | Self::Told => None,
            Self::Grace => Some(t.msg_block_step_grace_means()),
            Self::Limited => Some(t.msg_block_step_limited_means()),
            Self::Dead => Some(t.msg_block_step_dead_means()),
        }
    }
}

/// The dates of a block, in force or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockCourse {
    /// Since when the vendor has a reason.
    pub reported: Option<Moment>,
    /// When the holders were told.
    pub told: Option<Moment>,
    /// From when on the product warns; `None` for a block without grace.
    pub grace: Option<Moment>,
    /// From when on the product is limited; `None` where it never is.
    pub limited: Option<Moment>,
    /// From when on the license is blocked.
    pub dead: Moment,
}

impl BlockCourse {
    /// Of a license; `None`: nothing is blocked or planned.
    pub fn of(license: &Model) -> Option<Self> {
        Some(Self {
            reported: license.block_reported_at,
            told: license.block_told_at,
            grace: license.block_grace_from,
            limited: license.block_limited_from,
            dead: license.block_from.or(license.blocked_at)?,
        })
    }

    /// A course that begins at `from`: so many days of grace, then so many limited ones, in calendar days of `zone` (ALL-5).
    pub fn lay(
        (reported, told): (Moment, Moment),
        from: Moment,
        (grace, limited): (i64, i64),
        zone: &TimeZone,
    ) -> Result<Self, Fault> {
        let after = |moment: Moment, days: i64| -> Result<Moment, Fault> {
            let at = moment.timestamp().to_zoned(zone.clone()).checked_add(Span::new().try_days(days)?)?;
            Ok(Moment::from(at.timestamp()))
        };
        let ends = after(from, grace)?;
        Ok(Self {
            reported: Some(reported),
            told: Some(told),
            grace: Some(from),
            limited: (limited > 0).then_some(ends),
            dead: after(ends, limited)?,
        })
    }

    /// Its steps with their dates, in their order.
    pub fn steps(&self) -> impl Iterator<Item = (BlockStep, Moment)> + use<> {
        let steps = [
            (BlockStep::Reported, self.reported),
            (BlockStep::Told, self.told),
            (BlockStep::Grace, self.grace),
            (BlockStep::Limited, self.limited),
            (BlockStep::Dead, Some(self.dead)),
        ];
        steps.into_iter().filter_map(|(step, at)| at.map(|at| (step, at)))
    }

    /// The step that the license is at.
    pub fn step(&self, now: Moment) -> BlockStep {
        self.steps().filter(|(_, at)| *at <= now).map(|(step, _)| step).last().unwrap_or(BlockStep::Reported)
    }

    /// The next step before the block that lies ahead; the block itself is found by its own date.
    pub fn next(&self, now: Moment) -> Option<Moment> {
        [self.grace, self.limited].into_iter().flatten().filter(|at| *at > now && *at < self.dead).min()
    }
}

/// Whether the product is to be limited now: no further device can take a seat.
pub fn is_limited(license: &Model, now: Moment) -> bool {
    BlockCourse::of(license).is_some_and(|course| course.step(now) >= BlockStep::Limited)
}

#[cfg(test)]
mod tests {
    use super::{BlockCourse, BlockStep};
    use gatehouse_core::{DAY, HOUR, Moment};
    use jiff::tz::TimeZone;

    /// LIC-20
    #[test]
    fn each_step_begins_on_its_date_and_not_before() {
        let now = Moment(1_000 * DAY);
        let course = BlockCourse::lay((now, now), now.plus(DAY), (8, 14), &TimeZone::UTC).unwrap();
        let table = [
            (0, BlockStep::Told, Some(1)),
            (1, BlockStep::Grace, Some(9)),
            (8, BlockStep::Grace, Some(9)),
            (9, BlockStep::Limited, None),
            (22, BlockStep::Limited, None),
            (23, BlockStep::Dead, None),
        ];
        for (days, step, next) in table {
            let at = now.plus(days * DAY);
            assert_eq!(course.step(at), step, "after {days} days");
            assert_eq!(course.next(at), next.map(|days| now.plus(days * DAY)), "after {days} days");
        }
        assert_eq!(course.step(now.plus(9 * DAY - 1)), BlockStep::Grace, "to the last moment");
    }

    /// LIC-20
    #[test]
    fn a_course_without_limits_goes_from_grace_to_the_block() {
        let now = Moment(1_000 * DAY);
        let course = BlockCourse::lay((now, now), now, (8, 0), &TimeZone::UTC).unwrap();
        assert_eq!((course.limited, course.dead), (None, now.plus(8 * DAY)));
        assert_eq!(course.next(now), None);
        assert_eq!(course.step(now.plus(8 * DAY)), BlockStep::Dead);
    }

    /// ALL-5
    #[test]
    fn days_of_grace_are_those_of_the_calendar() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        // Summer time ends on 31 October 2027.
        let from = Moment::from("2027-10-28T10:00:00Z".parse::<jiff::Timestamp>().unwrap());
        let course = BlockCourse::lay((from, from), from, (8, 0), &berlin).unwrap();
        assert_eq!(course.dead, from.plus(8 * DAY + HOUR));
    }
}
