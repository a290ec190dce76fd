//! Places in the order of names (COM-4): numbers that tell nothing but the order, so that the database sorts names that it cannot read.
//!
//! A new name gets the middle between its neighbors. Where there is none left, the rows around it are spread anew: 64 at first, and more
//! as long as they would stand too close for the next names.

/// Between the places of names at the end, and of names that are placed for the first time.
pub const GAP: i64 = 1 << 32;
/// How many rows are spread at first.
pub const SPREAD: usize = 64;
/// What has to lie between rows that are spread, unless all rows are.
const CLOSEST: i64 = 1 << 16;
/// The first place of a company.
const FIRST: i64 = 1 << 52;
/// How far rows are moved away before they get their new places, so that no two ever have one: below all places.
pub const ASIDE: i64 = 1 << 61;

/// The place between two neighbors; `None` when they stand next to each other.
#[must_use]
pub const fn between(below: Option<i64>, above: Option<i64>) -> Option<i64> {
    match (below, above) {
        (None, None) => Some(FIRST),
        (Some(below), None) => Some(below + GAP),
        (None, Some(above)) => Some(above - GAP),
        (Some(below), Some(above)) if above - below > 1 => Some(below + (above - below) / 2),
        (Some(_), Some(_)) => None,
    }
}

/// Places of so many rows between two others that stay where they are; `None` when they would stand too close.
#[must_use]
pub fn spread(rows: usize, below: Option<i64>, above: Option<i64>) -> Option<Vec<i64>> {
    let count = i64::try_from(rows).ok()?;
    let (first, step) = match (below, above) {
        (Some(below), Some(above)) => {
            let step = (above - below) / (count + 1);
            if step < CLOSEST {
                return None;
            }
            (below + step, step)
        }
        (Some(below), None) => (below + GAP, GAP),
        (None, Some(above)) => (above - count * GAP, GAP),
        (None, None) => (FIRST - count / 2 * GAP, GAP),
    };
    Some((0..count).map(|at| first + at * step).collect())
}

/// Which of the rows around a gap are spread: so many on each side of it.
#[must_use]
pub const fn window(round: u32) -> usize {
    (SPREAD / 2) << round
}

#[cfg(test)]
mod tests {
    use super::{between, spread, window};
    use crate::model::name::MemberName;
    use crate::model::order::{NameKey, NameOrder};
    use gatehouse_core::Uuid;

    /// A list in memory, placed by the same steps as the table.
    #[derive(Default)]
    struct List {
        rows: Vec<(i64, u32)>,
        moved: usize,
    }

    impl List {
        /// Puts a row before the one that stands at this rank.
        fn insert(&mut self, rank: usize, row: u32) {
            let place = |rows: &[(i64, u32)], at: usize| rows.get(at).map(|row| row.0);
            let below = rank.checked_sub(1).and_then(|at| place(&self.rows, at));
            if let Some(place) = between(below, place(&self.rows, rank)) {
                self.rows.insert(rank, (place, row));
                return;
            }
            for round in 0.. {
                let (first, end) = (rank.saturating_sub(window(round)), (rank + window(round)).min(self.rows.len()));
                let below = first.checked_sub(1).and_then(|at| place(&self.rows, at));
                let Some(places) = spread(end - first + 1, below, place(&self.rows, end)) else { continue };
                self.rows.insert(rank, (0, row));
                for (row, place) in self.rows[first..=end].iter_mut().zip(&places) {
                    row.0 = *place;
                }
                self.moved += places.len();
                return;
            }
        }

        fn is_in_order(&self) -> bool {
            self.rows.windows(2).all(|pair| pair[0].0 < pair[1].0)
        }
    }

    /// COM-4
    #[test]
    fn ten_thousand_names_fit_into_one_gap() {
        for towards_below in [true, false] {
            let mut list = List::default();
            list.insert(0, 0);
            list.insert(1, 1);
            for row in 2..10_002 {
                list.insert(if towards_below { 1 } else { list.rows.len() - 1 }, row);
            }
            assert!(list.is_in_order());
            assert_eq!((list.rows[0].1, list.rows[10_001].1), (0, 1), "both neighbors are where they were");
            assert!(list.moved < 10_000 * 64, "{} rows were moved", list.moved);
        }
    }

    /// COM-4
    #[test]
    fn the_order_of_places_is_that_of_a_full_collation() {
        let letters = ["а", "я", "ё", "b", "ä", "z", "た", "ア", "田", "e"];
        let mut random = 7_u64;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(random >> 33).unwrap() % below
        };
        for lang in ["en", "ja", "ru"] {
            let order = NameOrder::of(lang).unwrap();
            let keys: Vec<NameKey> = (0..2_000_u128)
                .map(|id| {
                    let last: String = (0..1 + next(3)).map(|_| letters[next(10)]).collect();
                    NameKey::of(&MemberName::new(letters[next(10)], last), Uuid::from_u128(id))
                })
                .collect();
            let mut list = List::default();
            for (at, key) in keys.iter().enumerate() {
                let rank = list.rows.partition_point(|(_, other)| order.compare(&keys[*other as usize], key).is_lt());
                list.insert(rank, u32::try_from(at).unwrap());
            }
            let mut all: Vec<u32> = (0..2_000).collect();
            all.sort_by(|one, other| order.compare(&keys[*one as usize], &keys[*other as usize]));
            assert!(list.is_in_order());
            assert_eq!(list.rows.iter().map(|row| row.1).collect::<Vec<_>>(), all, "{lang}");
        }
    }

    /// COM-4
    #[test]
    fn places_at_the_ends_leave_room() {
        assert_eq!(between(Some(5), Some(6)), None);
        assert_eq!(between(Some(5), Some(7)), Some(6));
        assert!(spread(64, Some(0), Some(64)).is_none());
        let all = spread(3, None, None).unwrap();
        assert!(all.windows(2).all(|pair| pair[1] - pair[0] == super::GAP));
    }
}
