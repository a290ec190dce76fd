//! Seats and time of a license: what a renewal adds, and what becomes of several licenses that are merged (LIC-18, LIC-19).
//!
//! Nothing is lost and nothing is given: seats times time that is left, summed over all that goes in, is what comes out.

use super::license::MOST_SEATS;
use crate::texts;
use gatehouse_catalog::model::merge_rule::MergeRule;
use gatehouse_core::{DAY, Lang, Moment};
use gatehouse_db::stored_words;

/// Paid so long after its end, a license is renewed from that end on; later, from the payment on.
pub const LATE: i64 = 30 * DAY;
/// The most licenses of one merge, the renewal included.
pub const MOST_MERGED: usize = 50;

/// What changed the right of a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Seats were added.
    ToppedUp,
    /// A term was added.
    Renewed,
    /// Its reserve took over.
    TookOver,
    /// It was merged into another one.
    Merged,
    /// That was undone.
    MergeUndone,
}

stored_words!(StepKind {
    ToppedUp = "topped_up",
    Renewed = "renewed",
    TookOver = "took_over",
    Merged = "merged",
    MergeUndone = "merge_undone",
});

impl StepKind {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::ToppedUp => t.msg_event_license_topped_up(),
            Self::Renewed => t.msg_event_license_term_renewed(),
            Self::TookOver => t.msg_event_license_reserve_took_over(),
            Self::Merged => t.msg_event_license_merged_into(),
            Self::MergeUndone => t.msg_event_license_merge_undone(),
        }
    }
}

/// Seats, and how long they still run, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Devices at once.
    pub seats: i64,
    /// Time that is left; none where it has ended.
    pub left: i64,
}

impl Part {
    /// A part that runs from `now` to `end`.
    pub fn until(seats: i64, now: Moment, end: Moment) -> Self {
        Self { seats, left: end.since(now).max(0) }
    }

    /// Seats times time.
    pub const fn seat_time(self) -> i128 {
        self.seats as i128 * self.left as i128
    }
}

/// What parts become together by a rule: as many seats as the renewal has, or the latest end. The seat-time is that of all parts, down
/// to what cannot be shared out: less than a microsecond a seat. `None` where nothing runs, or where the seats would be too many.
pub fn merged(rule: MergeRule, parts: &[Part], renewal: Part) -> Option<Part> {
    let total: i128 = parts.iter().chain([&renewal]).map(|part| part.seat_time()).sum();
    let seats = match rule {
        MergeRule::SeatDays => renewal.seats,
        MergeRule::LatestEnd => {
            let latest = parts.iter().chain([&renewal]).map(|part| part.left).max()?;
            i64::try_from(total.checked_div(i128::from(latest))?).ok()?
        }
    };
    let left = i64::try_from(total.checked_div(i128::from(seats))?).ok()?;
    ((1..=MOST_SEATS).contains(&seats) && left > 0).then_some(Part { seats, left })
}

/// From when on a renewal counts: from the end where it was paid before or shortly after, else from the payment.
pub fn renewal_begins(end: Moment, paid: Moment) -> Moment {
    if paid <= end.plus(LATE) { end } else { paid }
}

/// Whole days, as people are told seat-days: seats times time that is left.
pub fn seat_days(parts: &[Part]) -> i64 {
    let total: i128 = parts.iter().map(|part| part.seat_time()).sum();
    i64::try_from(total / i128::from(DAY)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LATE, MOST_SEATS, Part, merged, renewal_begins, seat_days};
    use gatehouse_catalog::model::merge_rule::MergeRule;
    use gatehouse_core::{DAY, Moment};
    use proptest::prelude::*;

    fn part(seats: i64, days: i64) -> Part {
        Part { seats, left: days * DAY }
    }

    /// LIC-19
    #[test]
    fn a_merge_keeps_the_seats_of_the_renewal_or_the_latest_end() {
        let parts = [part(5, 100), part(10, 10)];
        assert_eq!(merged(MergeRule::SeatDays, &parts, part(15, 365)), Some(part(15, 405)));
        let latest = merged(MergeRule::LatestEnd, &parts, part(15, 365)).unwrap();
        assert_eq!((latest.seats, latest.left / DAY), (16, 379));
        assert_eq!(seat_days(&[part(5, 100), part(10, 10), part(15, 365)]), 6_075);
        assert_eq!(merged(MergeRule::SeatDays, &[part(5, 0)], part(3, 0)), None, "nothing is left to give");
        assert_eq!(merged(MergeRule::LatestEnd, &[part(MOST_SEATS, 10)], part(MOST_SEATS, 10)), None, "too many seats");
    }

    /// LIC-8, LIC-19
    #[test]
    fn a_renewal_goes_on_from_the_end_unless_it_comes_late() {
        let end = Moment(0).plus(100 * DAY);
        assert_eq!(renewal_begins(end, Moment(0)), end);
        assert_eq!(renewal_begins(end, end.plus(LATE)), end);
        assert_eq!(renewal_begins(end, end.plus(LATE + 1)), end.plus(LATE + 1));
    }

    fn parts() -> impl Strategy<Value = Vec<(i64, i64)>> {
        proptest::collection::vec((1..=2_000_i64, 0..=(10 * 365 * DAY)), 0..20)
    }

    proptest! {
        /// LIC-19
        #[test]
        fn seat_days_in_are_seat_days_out(
            parts in parts(), seats in 1..=2_000_i64, left in 1..=(10 * 365 * DAY), latest in any::<bool>()
        ) {
            let parts: Vec<Part> = parts.into_iter().map(|(seats, left)| Part { seats, left }).collect();
            let renewal = Part { seats, left };
            let rule = if latest { MergeRule::LatestEnd } else { MergeRule::SeatDays };
            let total: i128 = parts.iter().chain([&renewal]).map(|part| part.seat_time()).sum();
            if let Some(out) = merged(rule, &parts, renewal) {
                let lost = total - out.seat_time();
                prop_assert!((0..i128::from(out.seats)).contains(&lost), "{lost} of {total}");
                match rule {
                    MergeRule::SeatDays => prop_assert_eq!(out.seats, renewal.seats),
                    MergeRule::LatestEnd => {
                        prop_assert!(parts.iter().all(|part| out.left >= part.left) && out.left >= renewal.left);
                    }
                }
            }
        }
    }
}
