//! Freeing a seat without the device (LIC-13): how often the holders of a license may, and how soon again.

use gatehouse_core::{DAY, HOUR, Moment};

/// The time in which the freed seats are counted: as long as their rows are kept.
pub const YEAR: i64 = 365 * DAY;

/// What the operator allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RescueRules {
    /// How many times a year for each license, and for a larger one as many as it has seats. 0: never.
    pub a_year: i64,
    /// How long a device that took a freed seat keeps it, in microseconds.
    pub cool_down: i64,
}

impl Default for RescueRules {
    fn default() -> Self {
        Self::USUAL
    }
}

impl RescueRules {
    /// Unless the operator says otherwise.
    pub const USUAL: Self = Self { a_year: 6, cool_down: 24 * HOUR };

    /// How many times in a year the seats of a license can be freed.
    pub fn budget(self, seats: i64) -> i64 {
        if self.a_year == 0 { 0 } else { self.a_year.max(seats) }
    }

    /// From when a seat can be freed again; `None`: now. `freed`: when seats were freed within the last year, the last one first.
    pub fn wait(self, seats: i64, freed: &[Moment]) -> Option<Moment> {
        let budget = usize::try_from(self.budget(seats)).unwrap_or(usize::MAX);
        let oldest = budget.checked_sub(1).and_then(|place| freed.get(place))?;
        Some(oldest.plus(YEAR))
    }

    /// Until when a device keeps the seat that it took; `None`: it need not. Only a seat that came free without its device is kept, so who
    /// activated the wrong device can put it right at once.
    pub fn kept_until(self, activated: Moment, last_freed: Option<Moment>, now: Moment) -> Option<Moment> {
        let took_a_freed_one =
            last_freed.is_some_and(|freed| freed <= activated && activated < freed.plus(self.cool_down));
        let until = activated.plus(self.cool_down);
        (took_a_freed_one && now < until).then_some(until)
    }
}

#[cfg(test)]
mod tests {
    use super::{RescueRules, YEAR};
    use gatehouse_core::{DAY, HOUR, Moment};

    /// LIC-13
    #[test]
    fn the_budget_comes_back_a_year_after_the_seat_that_spent_it() {
        let rules = RescueRules::default();
        assert_eq!([rules.budget(1), rules.budget(6), rules.budget(50)], [6, 6, 50]);
        let freed: Vec<Moment> = (0..6).rev().map(|n| Moment(n * DAY)).collect();
        assert_eq!(rules.wait(1, &freed[..5]), None);
        assert_eq!(rules.wait(1, &freed), Some(Moment(YEAR)), "the first one comes free first");
        assert_eq!(rules.wait(7, &freed), None);
        let never = RescueRules { a_year: 0, ..rules };
        assert_eq!((never.budget(50), never.wait(50, &freed)), (0, None));
    }

    /// LIC-13
    #[test]
    fn only_who_took_a_freed_seat_keeps_it_for_a_while() {
        let (rules, freed) = (RescueRules::default(), Moment(100 * DAY));
        let kept = |activated: Moment, now: Moment| rules.kept_until(activated, Some(freed), now);
        let taken = freed.plus(HOUR);
        assert_eq!(kept(taken, taken), Some(taken.plus(DAY)));
        assert_eq!(kept(taken, taken.plus(DAY)), None);
        assert_eq!(kept(freed.plus(-HOUR), taken), None, "it had its seat before");
        assert_eq!(kept(freed.plus(DAY), freed.plus(DAY)), None, "long after");
        assert_eq!(rules.kept_until(taken, None, taken), None);
    }
}
