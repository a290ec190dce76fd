use super::{ClockState, Clocks, Step, Targets, Turn, What, clocks};
use crate::model::calendar::{Calendar, CalendarRule, Hours};
use gatehouse_core::{DAY, HOUR, MINUTE, Moment};
use proptest::prelude::*;

const TARGETS: Targets =
    Targets { first_answer: Some(4 * HOUR), next_answer: Some(8 * HOUR), solution: Some(24 * HOUR) };
/// Monday, 2026-11-16, 09:00 in Berlin.
const MONDAY: Moment = Moment::from_seconds(1_794_816_000);

fn office() -> Calendar {
    let day = vec![Hours { from: 540, to: 1020 }];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
    let rule = CalendarRule { zone: "Europe/Berlin".to_owned(), always: false, week, holidays: Vec::new() };
    Calendar::of(&rule).unwrap()
}

fn after(hours: i64) -> Moment {
    MONDAY.plus(hours * HOUR)
}

fn at(hours: i64, what: What) -> Step {
    Step { at: after(hours), what }
}

fn on(calendar: &Calendar, steps: &[Step], now: i64) -> Clocks {
    clocks(calendar, &TARGETS, steps, after(now))
}

fn always(steps: &[Step], now: i64) -> Clocks {
    on(&Calendar::around_the_clock(), steps, now)
}

/// SUP-17
#[test]
fn clocks_run_in_working_hours() {
    let opened = [at(6, What::Opened)];
    let now = on(&office(), &opened, 6);
    // Two hours are left on Monday, so the first answer is due on Tuesday at 11.
    assert_eq!(now.first_answer, ClockState::Running { due: after(26) });
    // Two on Monday, eight on Tuesday and Wednesday, six on Thursday.
    assert_eq!(now.solution, ClockState::Running { due: after(72 + 6) });
    assert_eq!(now.next_answer, ClockState::Off);
    assert_eq!(now.next_due(), Some(after(26)));
    assert_eq!(on(&office(), &opened, 27).first_answer, ClockState::Missed { due: after(26), is_done: false });
    assert_eq!(on(&office(), &opened, 27).next_due(), Some(after(26)), "what is late stands first");
}

/// SUP-17
#[test]
fn an_answer_with_a_status_in_one_step_counts_in_either_order() {
    let answered = at(1, What::Answered);
    let turned = at(1, What::Turned(Turn::Customer));
    for both in [[answered, turned], [turned, answered]] {
        let steps = [&[at(0, What::Opened)][..], &both].concat();
        let now = always(&steps, 100);
        assert_eq!(now.first_answer, ClockState::Kept { took: HOUR });
        assert_eq!(now.solution, ClockState::Paused { left: 23 * HOUR });
        assert_eq!(now.next_due(), None, "nothing is late that waits for the customer");
        // The same for a later message.
        let wrote = [at(10, What::CustomerWrote), at(10, What::Turned(Turn::Support))];
        let again = both.map(|step| Step { at: after(12), ..step });
        let steps = [&steps[..], &wrote, &again].concat();
        assert_eq!(always(&steps, 100).next_answer, ClockState::Kept { took: 2 * HOUR });
    }
}

/// SUP-17
#[test]
fn several_messages_are_one_that_waits_for_an_answer() {
    let steps = [
        at(0, What::Opened),
        at(1, What::CustomerWrote),
        at(2, What::Answered),
        at(3, What::CustomerWrote),
        at(6, What::CustomerWrote),
    ];
    let now = always(&steps, 7);
    assert_eq!(now.first_answer, ClockState::Kept { took: 2 * HOUR });
    assert_eq!(now.next_answer, ClockState::Running { due: after(11) }, "counted from the first of them");
    let late = always(&steps, 12);
    assert!(late.was_next_missed);
    let answered =
        [&steps[..], &[at(13, What::Answered), at(14, What::CustomerWrote), at(15, What::Answered)]].concat();
    let now = always(&answered, 20);
    assert_eq!(now.next_answer, ClockState::Kept { took: HOUR });
    assert!(now.was_next_missed, "the one before");
}

/// SUP-17
#[test]
fn waiting_for_the_customer_is_no_time_of_the_solution() {
    let steps = [
        at(0, What::Opened),
        at(2, What::Answered),
        at(2, What::Turned(Turn::Customer)),
        at(50, What::CustomerWrote),
        at(50, What::Turned(Turn::Support)),
    ];
    assert_eq!(always(&steps, 51).solution, ClockState::Running { due: after(72) });
    let solved = [&steps[..], &[at(60, What::Answered), at(60, What::Turned(Turn::Solved))]].concat();
    assert_eq!(always(&solved, 99).solution, ClockState::Kept { took: 12 * HOUR });
    let reopened = [&solved[..], &[at(90, What::Turned(Turn::Support))]].concat();
    assert_eq!(always(&reopened, 91).solution, ClockState::Running { due: after(102) }, "goes on where it was");
}

/// SUP-9, SUP-17
#[test]
fn what_has_ended_owes_nothing_and_what_was_late_stays_late() {
    let canceled = [at(0, What::Opened), at(1, What::Turned(Turn::Ended))];
    let now = always(&canceled, 99);
    assert_eq!((now.first_answer, now.solution), (ClockState::Off, ClockState::Off));
    let late = [at(0, What::Opened), at(5, What::Turned(Turn::Ended))];
    assert_eq!(always(&late, 99).first_answer, ClockState::Missed { due: after(4), is_done: true });
}

/// SUP-17
#[test]
fn without_a_target_nothing_is_promised() {
    let steps = [at(0, What::Opened), at(1, What::Answered), at(2, What::CustomerWrote)];
    let now = clocks(&Calendar::around_the_clock(), &Targets::default(), &steps, after(99));
    assert_eq!((now.first_answer, now.next_answer, now.solution), (ClockState::Off, ClockState::Off, ClockState::Off));
    assert_eq!(now.next_due(), None);
}

fn what() -> impl Strategy<Value = What> {
    prop::sample::select(vec![
        What::CustomerWrote,
        What::Answered,
        What::Turned(Turn::Support),
        What::Turned(Turn::Customer),
        What::Turned(Turn::Solved),
        What::Turned(Turn::Ended),
    ])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..2 * DAY / MINUTE, what()), 0..20).prop_map(|parts| {
        let mut now = MONDAY;
        let mut all = vec![Step { at: now, what: What::Opened }];
        for (minutes, what) in parts {
            now = now.plus(minutes * MINUTE);
            all.push(Step { at: now, what });
        }
        all
    })
}

proptest! {
    /// SUP-17
    #[test]
    fn any_course_has_clocks_that_agree_with_one_another(steps in steps()) {
        let calendar = office();
        let last = steps.last().unwrap().at;
        let now = clocks(&calendar, &TARGETS, &steps, last);
        if let ClockState::Kept { took } = now.first_answer {
            prop_assert!(took <= 4 * HOUR);
        }
        if let ClockState::Running { due } = now.solution {
            prop_assert!(due >= last && calendar.is_open(Moment(due.0 - 1)) || due == last);
        }
        if let ClockState::Paused { left } = now.solution {
            prop_assert!((0..=24 * HOUR).contains(&left));
        }
        // Nothing is late before its time, and what is late stays late.
        let later = clocks(&calendar, &TARGETS, &steps, last.plus(400 * DAY));
        let still_runs = matches!(later.first_answer, ClockState::Running { .. });
        prop_assert!(!still_runs);
        if let ClockState::Missed { due, .. } = now.first_answer {
            let is_same = matches!(later.first_answer, ClockState::Missed { due: other, .. } if other == due);
            prop_assert!(is_same);
        }
    }

    /// SUP-17
    #[test]
    fn the_customers_turn_never_makes_an_end_earlier(hours in 1_i64..200, begin in 0_i64..3) {
        let calendar = office();
        let plain = [at(0, What::Opened)];
        let waits = [
            at(0, What::Opened),
            at(begin, What::Turned(Turn::Customer)),
            at(begin + hours, What::Turned(Turn::Support)),
        ];
        let due = |steps: &[Step]| clocks(&calendar, &TARGETS, steps, MONDAY).next_due().unwrap();
        prop_assert!(due(&waits) >= due(&plain));
    }
}
