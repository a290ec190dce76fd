use super::{Given, Measure, bucket, date_of, day_of, mean, moment_of, next, quantile};
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// SUP-19
#[test]
fn days_are_the_vendors_also_where_a_clock_is_moved() {
    let zone = TimeZone::get("Europe/London").unwrap();
    for day in 0..30_000 {
        assert_eq!(day_of(moment_of(day, &zone), &zone), day);
    }
    assert_eq!(date_of(20_787), date(2026, 11, 30));
    assert_eq!(day_of(moment_of(20_787, &zone).plus(-1), &zone), 20_786);
}

/// SUP-19
#[test]
fn what_is_taken_out_again_leaves_nothing() {
    let mut given =
        Given { of: vec![("all".into(), String::new()), ("level".into(), "standard".into())], ..Given::default() };
    given.count(20_000, Measure::Opened, 0);
    given.count(20_001, Measure::First, bucket(75));
    let mut figures = BTreeMap::new();
    given.add_to(&mut figures, 1);
    assert_eq!(figures.len(), 4);
    given.add_to(&mut figures, -1);
    assert!(figures.values().all(|n| *n == 0));
    let text = serde_json::to_string(&given).unwrap();
    assert_eq!(serde_json::from_str::<Given>(&text).unwrap(), given);
}

/// SUP-19
#[test]
fn a_mean_is_of_marks_and_none_of_nothing() {
    assert_eq!(mean(&BTreeMap::from([(5, 2), (2, 1)])), Some(400));
    assert_eq!((mean(&BTreeMap::new()), quantile(&BTreeMap::new(), 50)), (None, None));
}

proptest! {
    /// SUP-19
    #[test]
    fn a_time_is_in_its_bucket_and_a_quantile_is_right_to_a_tenth(mut times in prop::collection::vec(0_i64..600_000, 1..60)) {
        let mut buckets = BTreeMap::new();
        for time in &times {
            let low = bucket(*time);
            prop_assert!(low <= *time && *time < next(low));
            *buckets.entry(low).or_insert(0) += 1;
        }
        times.sort_unstable();
        for part in [50_usize, 90] {
            let exact = times[(times.len() * part).div_ceil(100).max(1) - 1];
            let told = quantile(&buckets, i64::try_from(part).unwrap()).unwrap();
            prop_assert!((told - exact).abs() * 10 <= exact.max(10), "{told} for {exact}");
        }
    }
}
