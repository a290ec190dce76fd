//! The course of checks: what must hold whatever is seen, and whatever the clock does.

use gatehouse_core::{DAY, HOUR, MINUTE, Moment, SKEW};
use gatehouse_domains::checks::latest_believed;
use gatehouse_domains::{Course, Seen, State, Step, Tell};
use proptest::prelude::*;

const START: Moment = Moment(1_800_000_000_000_000);

fn due(course: Course, seen: Seen) -> (Step, Moment) {
    let at = course.next_check_at.unwrap();
    (course.after(seen, false, at), at)
}

fn verified() -> Course {
    due(Course::claimed(START), Seen::Proven).0.course
}

/// COM-14
#[test]
fn a_claim_is_looked_at_often_and_then_rarely() {
    let mut course = Course::claimed(START);
    let mut ages = Vec::new();
    for _ in 0..200 {
        let (step, at) = due(course, Seen::Absent);
        ages.push(at.since(START));
        assert_eq!((step.course.state, step.tell), (State::Pending, None));
        course = step.course;
    }
    assert_eq!(ages[..5], [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR]);
    assert_eq!(ages.iter().filter(|age| **age <= 7 * DAY).count(), 3 + 7 * 24);
    let days: Vec<_> = ages.iter().filter(|age| **age > 7 * DAY).map(|age| age / DAY).collect();
    assert_eq!(days[..3], [8, 9, 10]);
    // A program that was down for three hours makes up for none.
    let late = Course::claimed(START).after(Seen::Unknown, false, START.plus(3 * HOUR + MINUTE)).course;
    assert_eq!(late.next_check_at, Some(START.plus(4 * HOUR)));
}

/// COM-14
#[test]
fn a_record_that_is_missing_on_three_days_running_ends_a_claim() {
    let (step, first) = due(verified(), Seen::Absent);
    assert_eq!((step.course.state, step.tell), (State::Failing, Some(Tell::Missing)));
    assert_eq!(step.course.failing_since, Some(first));
    let (step, _) = due(step.course, Seen::Absent);
    assert_eq!((step.course.state, step.tell), (State::Failing, None));
    let (step, third) = due(step.course, Seen::Absent);
    assert_eq!((step.course.state, step.tell), (State::Lost, Some(Tell::Lost)));
    assert_eq!(third.since(first), 2 * DAY);
    assert_eq!((step.course.next_check_at, step.course.failing_since), (None, None));
    // Over is over.
    assert_eq!(step.course.after(Seen::Proven, false, third.plus(DAY)), Step { course: step.course, tell: None });
}

/// COM-14
#[test]
fn a_record_that_comes_back_starts_the_days_anew() {
    let failing = due(due(verified(), Seen::Absent).0.course, Seen::Absent).0.course;
    let (back, _) = due(failing, Seen::Proven);
    assert_eq!((back.course.state, back.tell), (State::Verified, Some(Tell::Back)));
    let (again, _) = due(back.course, Seen::Absent);
    assert_eq!((again.course.state, again.course.absent_days), (State::Failing, 1));
}

/// COM-14
#[test]
fn what_nobody_knows_counts_for_nothing_and_is_asked_again_soon() {
    let mut course = due(verified(), Seen::Absent).0.course;
    for _ in 0..500 {
        let (step, at) = due(course, Seen::Unknown);
        assert_eq!((step.course.state, step.course.absent_days, step.tell), (State::Failing, 1, None));
        assert_eq!(step.course.next_check_at, Some(at.plus(HOUR)));
        course = step.course;
    }
}

/// COM-14
#[test]
fn a_button_can_prove_and_never_lose() {
    let mut course = verified();
    let now = course.next_check_at.unwrap().plus(-DAY + MINUTE);
    for _ in 0..10 {
        let step = course.after(Seen::Absent, false, now);
        assert_eq!(step, Step { course, tell: None });
        course = step.course;
    }
    let step = Course::claimed(START).after(Seen::Proven, false, START.plus(1));
    assert_eq!((step.course.state, step.tell), (State::Verified, Some(Tell::Verified)));
}

/// COM-14
#[test]
fn a_domain_that_another_company_has_is_contested_and_staff_decide() {
    let step = Course::claimed(START).after(Seen::Proven, true, START.plus(MINUTE));
    assert_eq!((step.course.state, step.tell), (State::Contested, Some(Tell::Contested)));
    assert!(!step.course.state.is_held());
    // It stays so, even when the other one has gone meanwhile.
    let (later, at) = due(step.course, Seen::Proven);
    assert_eq!((later.course.state, later.tell), (State::Contested, None));
    assert_eq!(later.course.awarded(at).course.state, State::Verified);
    assert_eq!(later.course.taken().course.state, State::Lost);
    assert_eq!(verified().taken().tell, Some(Tell::Lost));
    assert_eq!(
        Course::claimed(START).awarded(START).course,
        Course::claimed(START),
        "what is not contested is not given"
    );
}

/// COM-14
#[test]
fn a_clock_that_was_ahead_stops_no_check_and_counts_no_day() {
    let year = 365 * DAY;
    let ahead = verified().after(Seen::Proven, false, START.plus(year)).course;
    let now = START.plus(DAY);
    assert!(ahead.is_due(now));
    let step = ahead.after(Seen::Absent, false, now);
    assert_eq!((step.course.state, step.course.absent_days), (State::Verified, 0));
    assert_eq!(step.course.next_check_at, Some(now.plus(DAY)));
    let pending = Course::claimed(START.plus(year)).after(Seen::Absent, false, now).course;
    assert_eq!(pending.next_check_at, Some(now.plus(HOUR)));
}

/// COM-14
#[test]
fn states_are_stored_as_words() {
    for state in [State::Pending, State::Verified, State::Failing, State::Lost, State::Contested] {
        assert_eq!(State::of_word(state.word()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.word());
    }
    assert_eq!(State::of_word("other"), None);
}

fn seen() -> impl Strategy<Value = Seen> {
    prop_oneof![1 => Just(Seen::Proven), 3 => Just(Seen::Absent), 1 => Just(Seen::Unknown)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// COM-14
    #[test]
    fn whatever_happens_a_course_makes_sense(
        moves in prop::collection::vec((seen(), any::<bool>(), 0..3u8, -40 * DAY..40 * DAY), 1..40)
    ) {
        let mut now = START;
        let mut course = Course::claimed(now);
        let mut running: Vec<Moment> = Vec::new();
        for (seen, held, how, far) in moves {
            // To when it is due, by hand before that, or by a clock that jumps.
            now = match (how, course.next_check_at) {
                (0, Some(next)) => next,
                (1, _) => now.plus(far.rem_euclid(HOUR)),
                _ => now.plus(far),
            };
            let before = course;
            let step = course.after(seen, held, now);
            course = step.course;
            prop_assert_eq!(course.failing_since.is_some(), course.state == State::Failing);
            prop_assert_eq!(course.next_check_at.is_none(), course.state == State::Lost);
            prop_assert_eq!(course.claimed_at, before.claimed_at);
            prop_assert!(course.failing_since.is_none_or(|since| since <= now || before.failing_since == Some(since)));
            if seen == Seen::Unknown || (seen == Seen::Absent && !before.is_due(now)) {
                prop_assert_eq!((course.state, course.absent_days), (before.state, before.absent_days));
                prop_assert_eq!(step.tell, None);
            }
            if seen == Seen::Proven && before.state != State::Lost {
                prop_assert!(matches!(course.state, State::Verified | State::Contested));
            }
            if course.state == State::Verified && before.state == State::Pending {
                prop_assert!(seen == Seen::Proven && !held);
            }
            // It is looked at again within a day, whatever the clock does.
            if before.is_due(now) && let Some(next) = course.next_check_at {
                prop_assert!(next > now && next <= now.plus(DAY));
            }
            if let Some(next) = course.next_check_at {
                prop_assert_eq!(course.is_due(now), next <= now || next >= latest_believed(now).plus(1));
                prop_assert!(course.is_due(next) && course.is_due(next.plus(DAY)));
                prop_assert!(course.is_due(next.plus(-DAY - SKEW - 1)));
            }
            // Lost only after three absences that are a day apart, with no proof among them.
            if seen == Seen::Proven {
                running.clear();
            } else if course.absent_days > before.absent_days || (course.state == State::Lost && before.state != State::Lost) {
                running.push(now);
            }
            if step.tell == Some(Tell::Lost) {
                prop_assert_eq!(running.len(), 3);
            }
            prop_assert_eq!(step.tell == Some(Tell::Lost), course.state == State::Lost && before.state != State::Lost);
        }
    }
}
