//! Medians and percentiles.

use gatehouse_core::Fault;

/// The middle value; the mean of the middle two. 0 of nothing.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n.is_multiple_of(2) => f64::midpoint(sorted[middle - 1], sorted[middle]),
        _ => sorted[middle],
    }
}

/// The smallest value that `share` (0 to 1) of the values do not exceed. 0 of nothing.
pub fn percentile(values: &[u32], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length is an index")]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).map_or(0.0, |value| f64::from(*value))
}

/// How far the rounds lie apart, as a share of their median.
pub fn spread(values: &[f64]) -> f64 {
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(*v), high.max(*v)));
    let middle = median(values);
    if middle > 0.0 { (high - low) / middle } else { 0.0 }
}

/// Rounds of a measurement and of its baseline.
pub struct Paired {
    /// One value a round.
    pub values: Vec<f64>,
    /// One value a round.
    pub baselines: Vec<f64>,
}

/// Measures in turns, so that whatever else the machine does meets both.
pub fn paired(
    rounds: usize,
    mut measured: impl FnMut() -> Result<f64, Fault>,
    mut baseline: impl FnMut() -> Result<f64, Fault>,
) -> Result<Paired, Fault> {
    let mut all = Paired { values: Vec::with_capacity(rounds), baselines: Vec::with_capacity(rounds) };
    for _ in 0..rounds {
        all.baselines.push(baseline()?);
        all.values.push(measured()?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::{median, percentile, spread};

    #[test]
    fn the_median_of_an_even_number_is_between_the_middle_two() {
        assert!((median(&[4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < 1e-9);
        assert!((median(&[9.0, 1.0, 5.0]) - 5.0).abs() < 1e-9);
        assert!(median(&[]).abs() < 1e-9);
    }

    #[test]
    fn the_99th_percentile_leaves_out_one_of_a_hundred() {
        let values: Vec<u32> = (1..=100).rev().collect();
        assert!((percentile(&values, 0.99) - 99.0).abs() < 1e-9);
        assert!((percentile(&values, 0.5) - 50.0).abs() < 1e-9);
        assert!((percentile(&[7], 0.99) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn the_spread_is_a_share_of_the_median() {
        assert!((spread(&[9.0, 10.0, 11.0]) - 0.2).abs() < 1e-9);
    }
}
