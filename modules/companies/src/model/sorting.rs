//! Putting places into another order (COM-4): a company's language changes, and its names stand in another order than their places say. As
//! many rows as can stay where they are; the others get places between them, some at a time.

use super::place::spread;
use std::collections::HashSet;

/// The rows that move and their new places, so that the places go up in the order of the rows. `places`: of the rows, in the order that is
/// wanted. Nothing for places that go up already. Where only some can be moved, the last ones go first: they make the room for the others.
#[must_use]
pub fn moves(places: &[i64]) -> Vec<(usize, i64)> {
    let stays = rising(places);
    let mut taken: HashSet<i64> = places.iter().copied().collect();
    let (mut moved, mut waiting, mut below) = (Vec::new(), Vec::new(), None);
    for (row, place) in places.iter().copied().enumerate() {
        if stays[row] && waiting.is_empty() {
            below = Some(place);
            continue;
        }
        let new = if stays[row] { spread(waiting.len(), below, Some(place)) } else { None };
        match new {
            Some(new) => {
                put(&mut moved, &mut taken, &mut waiting, new);
                below = Some(place);
            }
            // It moves anyway, or there is too little room before it.
            None => waiting.push(row),
        }
    }
    let new = spread(waiting.len(), below, None).unwrap_or_default();
    put(&mut moved, &mut taken, &mut waiting, new);
    moved
}

/// Gives the rows that wait their places, none of which a row has that has not moved yet.
fn put(moved: &mut Vec<(usize, i64)>, taken: &mut HashSet<i64>, waiting: &mut Vec<usize>, new: Vec<i64>) {
    for (row, mut place) in waiting.drain(..).zip(new) {
        while !taken.insert(place) {
            place += 1;
        }
        moved.push((row, place));
    }
}

/// Which rows are part of a longest row of rising places.
fn rising(places: &[i64]) -> Vec<bool> {
    // For each length the row with the smallest place at which such a row of places ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (row, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before[row] = length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied());
        if length == ends.len() {
            ends.push(row);
        } else {
            ends[length] = row;
        }
    }
    let mut stays = vec![false; places.len()];
    let mut at = ends.last().copied();
    while let Some(row) = at {
        stays[row] = true;
        at = before[row];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::moves;
    use proptest::prelude::*;

    fn is_rising(places: &[i64]) -> bool {
        places.windows(2).all(|pair| pair[0] < pair[1])
    }

    /// COM-4
    #[test]
    fn what_stands_in_order_stays() {
        assert!(moves(&[]).is_empty() && moves(&[7]).is_empty() && moves(&[1, 2, 3]).is_empty());
        let moved = moves(&[10 << 32, 30 << 32, 20 << 32, 40 << 32]);
        assert_eq!(moved.len(), 1);
    }

    proptest! {
        /// COM-4
        #[test]
        fn a_few_at_a_time_they_all_come_into_order(
            places in prop::collection::hash_set(0_i64..400, 0..120),
            gap in prop::sample::select(vec![1_i64, 3, 1 << 20, 1 << 32]),
            seed in any::<u64>(),
        ) {
            // Any order: each place is moved by a number that the seed gives.
            let mut places: Vec<i64> = places.into_iter().map(|place| (1 << 52) + place * gap).collect();
            places.sort_by_key(|place| place.unsigned_abs().wrapping_mul(seed | 1).rotate_left(17));
            let mut rounds = 0;
            loop {
                let moved = moves(&places);
                if moved.is_empty() {
                    break;
                }
                rounds += 1;
                prop_assert!(rounds < 200, "it does not end");
                for (row, place) in moved.into_iter().rev().take(7) {
                    places[row] = place;
                    let twice = places.iter().filter(|other| **other == place).count();
                    prop_assert_eq!(twice, 1, "two rows have one place");
                }
            }
            prop_assert!(is_rising(&places));
        }
    }
}
