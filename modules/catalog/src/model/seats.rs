//! How many seats an offer sells, and for which kinds of license.

/// The most seats of one license.
pub const MOST_SEATS: i64 = 100_000;

/// The kinds of license that can be offered, as licenses store them.
pub const KINDS: [&str; 4] = ["commercial", "subscription", "trial", "nfr"];

/// Which numbers of seats can be bought: from `min` in steps up to `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatRange {
    /// The fewest.
    pub min: i64,
    /// The most.
    pub max: i64,
    /// By how many it grows, at least 1.
    pub step: i64,
}

impl SeatRange {
    /// The number, where there is only one.
    pub const fn fixed(&self) -> Option<i64> {
        if self.min == self.max { Some(self.min) } else { None }
    }

    /// Whether so many can be bought.
    pub const fn allows(&self, seats: i64) -> bool {
        seats >= self.min && seats <= self.max && (seats - self.min) % self.step == 0
    }
}

#[cfg(test)]
mod tests {
    use super::SeatRange;

    /// LIC-1
    #[test]
    fn seats_grow_in_steps_between_the_fewest_and_the_most() {
        let packs = SeatRange { min: 5, max: 20, step: 5 };
        let allowed: Vec<i64> = (0..30).filter(|n| packs.allows(*n)).collect();
        assert_eq!(allowed, [5, 10, 15, 20]);
        assert_eq!(packs.fixed(), None);
        let one = SeatRange { min: 3, max: 3, step: 1 };
        assert!(one.allows(3) && !one.allows(2) && !one.allows(4));
        assert_eq!(one.fixed(), Some(3));
    }
}
