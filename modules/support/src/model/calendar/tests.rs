use super::{Calendar, CalendarRefused, CalendarRule, Hours};
use gatehouse_core::{DAY, HOUR, MINUTE, Moment};
use proptest::prelude::*;

const ZONES: [&str; 8] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "America/Havana",
    "Africa/Cairo",
    "Pacific/Apia",
    "America/Sao_Paulo",
];
/// 2011-12-01, before Samoa left a day out, and so many days behind it.
const BEGIN: i64 = 1_322_697_600;
const DAYS: i64 = 6_000;

fn at(text: &str) -> Moment {
    Moment::from(text.parse::<jiff::Timestamp>().unwrap())
}

fn rule(zone: &str, hours: &[(u16, u16)]) -> CalendarRule {
    let day: Vec<Hours> = hours.iter().map(|(from, to)| Hours { from: *from, to: *to }).collect();
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
    CalendarRule { zone: zone.to_owned(), always: false, week, holidays: Vec::new() }
}

/// Monday to Friday, 9 to 17 in Berlin.
fn office() -> CalendarRule {
    rule("Europe/Berlin", &[(540, 1020)])
}

fn every_day(zone: &str, hours: &[(u16, u16)]) -> Calendar {
    let mut rule = rule(zone, hours);
    rule.week = std::array::from_fn(|_| rule.week[0].clone());
    Calendar::of(&rule).unwrap()
}

/// SUP-17
#[test]
fn a_target_goes_on_over_night_weekend_and_holiday() {
    let calendar = Calendar::of(&office()).unwrap();
    // Friday, 16:00 in winter.
    let friday = at("2026-11-20T15:00:00Z");
    assert_eq!(calendar.after(friday, HOUR), Some(at("2026-11-20T16:00:00Z")), "ends in the evening");
    assert_eq!(calendar.after(friday, 2 * HOUR), Some(at("2026-11-23T09:00:00Z")));
    assert_eq!(calendar.between(friday, at("2026-11-23T09:00:00Z")), 2 * HOUR);
    let holiday = CalendarRule { holidays: vec!["2026-11-23".parse().unwrap()], ..office() };
    let calendar = Calendar::of(&holiday).unwrap();
    assert_eq!(calendar.after(friday, 2 * HOUR), Some(at("2026-11-24T09:00:00Z")));
}

/// SUP-17
#[test]
fn a_reminder_waits_for_working_hours() {
    let calendar = Calendar::of(&office()).unwrap();
    assert_eq!(calendar.reminder(at("2026-11-20T23:00:00Z")), Some(at("2026-11-23T08:00:00Z")));
    assert_eq!(calendar.reminder(at("2026-11-20T12:30:00Z")), Some(at("2026-11-20T12:30:00Z")));
    assert!(!calendar.is_open(at("2026-11-20T16:00:00Z")) && calendar.is_open(at("2026-11-20T15:59:59Z")));
}

/// SUP-17
#[test]
fn a_day_of_changed_clocks_has_its_own_length() {
    let calendar = every_day("Europe/Berlin", &[(0, 1440)]);
    let spring = at("2026-03-28T23:00:00Z");
    assert_eq!(calendar.between(spring, at("2026-03-29T22:00:00Z")), 23 * HOUR);
    let night = every_day("Europe/Berlin", &[(120, 180)]);
    assert_eq!(night.between(spring, spring.plus(23 * HOUR)), 0, "what is skipped is no time");
    assert_eq!(night.between(at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z")), 2 * HOUR, "the hour comes twice");
    // Hours on both sides of the gap count nothing twice.
    let around = every_day("Europe/Berlin", &[(60, 150), (180, 240)]);
    assert!(around.between(spring, spring.plus(23 * HOUR)) <= 2 * HOUR);
}

/// SUP-17
#[test]
fn what_is_no_calendar_is_refused() {
    let refused = |rule: CalendarRule| Calendar::of(&rule).unwrap_err();
    assert_eq!(refused(CalendarRule { zone: "Europe/Atlantis".to_owned(), ..office() }), CalendarRefused::Zone);
    for hours in [&[(600, 540)][..], &[(540, 1441)], &[(540, 700), (660, 720)], &[(5, 5)]] {
        assert_eq!(refused(rule("UTC", hours)), CalendarRefused::Hours, "{hours:?}");
    }
    assert_eq!(refused(rule("UTC", &[])), CalendarRefused::Empty);
    assert_eq!(
        refused(CalendarRule { holidays: vec![jiff::civil::date(2026, 1, 1); 501], ..office() }),
        CalendarRefused::Holidays
    );
    assert!(Calendar::of(&CalendarRule { always: true, ..rule("UTC", &[]) }).is_ok());
}

/// SUP-17
#[test]
fn a_calendar_of_holidays_alone_never_opens() {
    let mut holidays = Vec::new();
    let mut day = jiff::civil::date(2026, 11, 20);
    for _ in 0..500 {
        holidays.push(day);
        day = day.tomorrow().unwrap();
    }
    let calendar = Calendar::of(&CalendarRule { holidays, ..office() }).unwrap();
    let start = at("2026-11-20T00:00:00Z");
    assert!(calendar.after(start, HOUR).is_some(), "behind them");
    let calendar = Calendar::of(&CalendarRule { week: office().week.map(|_| Vec::new()), always: true, ..office() });
    assert_eq!(calendar.unwrap().next_open(start), Some(start));
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let hours = prop::collection::vec(0_u16..=1440, 0..=6).prop_map(|mut ends| {
        ends.sort_unstable();
        ends.dedup();
        ends.chunks_exact(2).map(|two| Hours { from: two[0], to: two[1] }).collect::<Vec<_>>()
    });
    let week = prop::collection::vec(hours, 7);
    let holidays = prop::collection::vec(0..DAYS, 0..20);
    (prop::sample::select(ZONES.to_vec()), week, holidays).prop_filter_map("no hours", |(zone, week, holidays)| {
        let begin = jiff::civil::date(2011, 12, 1);
        let holidays = holidays.into_iter().map(|day| begin.saturating_add(jiff::Span::new().days(day))).collect();
        let week: [Vec<Hours>; 7] = week.try_into().ok()?;
        Calendar::of(&CalendarRule { zone: zone.to_owned(), always: false, week, holidays }).ok()
    })
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (0..DAYS * 24 * 60).prop_map(|minute| Moment::from_seconds(BEGIN).plus(minute * MINUTE))
}

proptest! {
    /// SUP-17
    #[test]
    fn what_is_added_is_counted(calendar in any_calendar(), start in any_moment(), working in 1..30 * HOUR) {
        if let Some(due) = calendar.after(start, working) {
            prop_assert_eq!(calendar.between(start, due), working);
            prop_assert!(calendar.is_open(Moment(due.0 - 1)), "it ends inside of working hours");
            prop_assert!(due > start);
        }
    }

    /// SUP-17
    #[test]
    fn parts_of_a_time_add_up(calendar in any_calendar(), mut three in prop::collection::vec(any_moment(), 3)) {
        three.sort_unstable();
        let [a, b, c] = [three[0], three[1].min(three[0].plus(90 * DAY)), three[2].min(three[0].plus(180 * DAY))];
        let (b, c) = (b.min(c), b.max(c));
        prop_assert_eq!(calendar.between(a, b) + calendar.between(b, c), calendar.between(a, c));
        prop_assert!(calendar.between(a, c) <= c.since(a), "no more than has passed");
    }

    /// SUP-17
    #[test]
    fn whole_days_are_all_time_whatever_the_clocks_do(
        zone in prop::sample::select(ZONES.to_vec()), start in any_moment(), working in 1..400 * HOUR
    ) {
        let calendar = every_day(zone, &[(0, 1440)]);
        prop_assert_eq!(calendar.after(start, working), Some(start.plus(working)));
        prop_assert_eq!(calendar.between(start, start.plus(working)), working);
    }

    /// SUP-17
    #[test]
    fn more_work_ends_later_and_the_next_opening_is_open(
        calendar in any_calendar(), start in any_moment(), one in 1..20 * HOUR, more in 1..20 * HOUR
    ) {
        if let (Some(early), Some(late)) = (calendar.after(start, one), calendar.after(start, one + more)) {
            prop_assert!(early < late);
        }
        if let Some(open) = calendar.next_open(start) {
            prop_assert!(open >= start && calendar.is_open(open));
            prop_assert_eq!(calendar.between(start, open), 0);
        }
    }
}
