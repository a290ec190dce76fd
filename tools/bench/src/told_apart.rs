//! Whether two groups of times can be told apart: Welch's t, as `dudect` asks (Reparaz, Balasch, Verbauwhede: "Dude, is my code constant
//! time?", 2017), and the rank test of Mann and Whitney, which asks nothing of how the times are spread.

use crate::stats::median;

/// Beyond it two groups are told apart; chance alone comes so far once in 150,000 comparisons. It is the threshold of `dudect`.
pub const THRESHOLD: f64 = 4.5;
/// The share of the longest times, of both groups together, that the t-test leaves out: they are the machine's.
const LEFT_OUT: f64 = 0.05;

/// Two groups of times side by side.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    /// Welch's t without the longest times.
    pub t: f64,
    /// What the rank test says, as multiples of its standard deviation.
    pub z: f64,
    /// The difference of the medians, in the unit of the times.
    pub medians: f64,
    /// The difference of means from which on the t-test would have seen it.
    pub visible_from: f64,
}

impl Comparison {
    /// Compares them.
    pub fn of(one: &[f64], other: &[f64]) -> Self {
        let (a, b) = (Spread::of(&cropped(one, other)), Spread::of(&cropped(other, one)));
        let deviation = (a.variance / a.count + b.variance / b.count).sqrt();
        let t = if deviation > 0.0 { (a.mean - b.mean) / deviation } else { 0.0 };
        let medians = median(one) - median(other);
        Self { t, z: ranks(one, other), medians, visible_from: THRESHOLD * deviation }
    }

    /// The stronger of both tests.
    pub fn strength(self) -> f64 {
        self.t.abs().max(self.z.abs())
    }
}

struct Spread {
    count: f64,
    mean: f64,
    variance: f64,
}

impl Spread {
    fn of(values: &[f64]) -> Self {
        let count = values.len().max(2) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        Self { count, mean, variance }
    }
}

/// The times of one group below the limit that both have in common.
fn cropped(group: &[f64], other: &[f64]) -> Vec<f64> {
    let mut all = [group, other].concat();
    all.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length is an index")]
    let kept = ((1.0 - LEFT_OUT) * all.len() as f64) as usize;
    let Some(limit) = all.get(kept) else { return group.to_vec() };
    group.iter().copied().filter(|value| value < limit).collect()
}

/// Mann and Whitney's U by its normal approximation, with the mean rank for equal times.
fn ranks(one: &[f64], other: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = one.iter().map(|value| (*value, true)).collect();
    all.extend(other.iter().map(|value| (*value, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (n, m) = (one.len() as f64, other.len() as f64);
    let total = n + m;
    if n < 1.0 || m < 1.0 {
        return 0.0;
    }
    let (mut sum, mut ties, mut before) = (0.0, 0.0, 0.0);
    for equal in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let count = equal.len() as f64;
        let rank = before + f64::midpoint(count, 1.0);
        sum += rank * equal.iter().filter(|(_, is_one)| *is_one).count() as f64;
        ties += count.powi(3) - count;
        before += count;
    }
    let u = sum - n * (n + 1.0) / 2.0;
    let variance = n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if variance > 0.0 { (u - n * m / 2.0) / variance.sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, THRESHOLD, ranks};

    /// A hundred times that lie around `center`, the same ones each time.
    fn times(center: f64) -> Vec<f64> {
        (0..100).map(|n| center + f64::from(n * 37 % 100) / 10.0).collect()
    }

    #[test]
    fn equal_groups_are_not_told_apart() {
        let compared = Comparison::of(&times(50.0), &times(50.0));
        assert!(compared.strength() < 1e-9 && compared.medians.abs() < 1e-9, "{compared:?}");
        assert!(compared.visible_from > 1.0 && compared.visible_from < 3.0, "{compared:?}");
    }

    #[test]
    fn a_shift_is_seen_by_both_tests_and_an_outlier_by_none() {
        let compared = Comparison::of(&times(54.0), &times(50.0));
        assert!(compared.t > THRESHOLD && compared.z > THRESHOLD, "{compared:?}");
        let mut one = times(50.0);
        one[3] = 100_000.0;
        assert!(Comparison::of(&one, &times(50.0)).strength() < 1.0);
    }

    #[test]
    fn the_rank_test_agrees_with_a_table() {
        // U = 0 of 4 and 4 without ties: (0 - 8) / sqrt(4 * 4 * 9 / 12).
        assert!((ranks(&[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0, 8.0]) + 8.0 / 12_f64.sqrt()).abs() < 1e-9);
        assert!(ranks(&[1.0, 1.0], &[1.0, 1.0]).abs() < 1e-9);
    }
}
