//! What a test run says at its end.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::count::Count;
use crate::slowest::{Timed, slowest};

/// One line of the summary.
struct Part {
    name: &'static str,
    count: Count,
    took: Duration,
}

/// The parts in the order they ran.
#[derive(Default)]
pub struct Summary {
    parts: Vec<Part>,
    /// How long each test took, as far as its runner says it.
    tests: Vec<Timed>,
    /// Parts that were left out, and why.
    left_out: Vec<(&'static str, String)>,
    /// Why the run could not go on, if it could not.
    stopped: Option<String>,
}

impl Summary {
    /// Runs a part and writes down what came out. A part that cannot run at all counts as one failure.
    pub fn part(&mut self, name: &'static str, run: impl FnOnce() -> Result<Count, String>) -> Count {
        println!("\n==> {name}");
        let begun = Instant::now();
        let count = run().unwrap_or_else(|failure| {
            eprintln!("error: {failure}");
            Count::of_check(false)
        });
        self.parts.push(Part { name, count, took: begun.elapsed() });
        count
    }

    /// Records how long the tests of a part took; the summary names the slowest of all.
    pub fn times(&mut self, tests: Vec<Timed>) {
        self.tests.extend(tests);
    }

    /// Records that a part cannot be run here, and why; the summary says it again.
    pub fn leave_out(&mut self, name: &'static str, why: &str) {
        println!("\n==> {name}: skipped, {why}");
        self.left_out.push((name, why.to_owned()));
    }

    /// Records that the parts after this one were left out, and why.
    pub fn stop(&mut self, why: &str) {
        self.stopped = Some(why.to_owned());
    }

    /// The exit code of the whole run. A run without any test is no success.
    pub fn exit_code(&self) -> ExitCode {
        let total = self.total();
        if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> Count {
        let mut total = Count::default();
        for part in &self.parts {
            total += part.count;
        }
        total
    }
}

/// The table, and as the last line `123 passed, 0 failed`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ("Summary", "passed", "failed", "skipped", "flaky", "seconds");
        writeln!(f, "\n{:<16} {:>8} {:>8} {:>8} {:>8} {:>9}", head.0, head.1, head.2, head.3, head.4, head.5)?;
        for Part { name, count, took } in &self.parts {
            let Count { passed, failed, skipped, flaky } = count;
            let mark = if *failed > 0 { "  FAILED" } else { "" };
            let took = took.as_secs_f64();
            writeln!(f, "{name:<16} {passed:>8} {failed:>8} {skipped:>8} {flaky:>8} {took:>9.1}{mark}")?;
        }
        for (name, why) in &self.left_out {
            writeln!(f, "{name:<16} skipped: {why}")?;
        }
        let flaky = self.total().flaky;
        if flaky > 0 {
            writeln!(f, "{flaky} of the passed failed at first and passed at a repeat: look for FLAKY above.")?;
        }
        if let Some(why) = &self.stopped {
            writeln!(f, "The run ended early: {why}.")?;
        }
        let slowest = slowest(self.tests.clone());
        if !slowest.is_empty() {
            writeln!(f, "\nThe slowest tests, in seconds")?;
        }
        for Timed { took, name } in slowest {
            writeln!(f, "{:>8.1}  {name}", took.as_secs_f64())?;
        }
        let Count { passed, failed, .. } = self.total();
        write!(f, "\n{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_line(summary: &Summary) -> String {
        summary.to_string().lines().last().unwrap().to_owned()
    }

    #[test]
    fn the_last_line_adds_up_all_parts() {
        let mut summary = Summary::default();
        summary.part("first", || Ok(Count { passed: 120, failed: 0, skipped: 4, flaky: 0 }));
        summary.part("second", || Ok(Count { passed: 3, failed: 0, skipped: 0, flaky: 2 }));
        summary.leave_out("third", "its program is not installed");
        assert_eq!(last_line(&summary), "123 passed, 0 failed");
        let text = summary.to_string();
        assert!(text.contains("third            skipped: its program is not installed"), "{text}");
        assert!(text.contains("2 of the passed failed at first"), "{text}");
        assert_eq!(summary.exit_code(), ExitCode::SUCCESS);
    }

    #[test]
    fn the_slowest_tests_of_all_parts_are_named_in_their_order() {
        let mut summary = Summary::default();
        let timed =
            |milliseconds, name: &str| Timed { took: Duration::from_millis(milliseconds), name: name.to_owned() };
        summary.part("first", || Ok(Count { passed: 3, failed: 0, skipped: 0, flaky: 0 }));
        summary.times(vec![timed(1500, "crate::it quick")]);
        summary.times(vec![timed(61_000, "a.spec.ts slow")]);
        let text = summary.to_string();
        assert!(text.contains("in seconds\n    61.0  a.spec.ts slow\n     1.5  crate::it quick\n"), "{text}");
    }

    #[test]
    fn a_part_that_cannot_run_fails_the_run() {
        let mut summary = Summary::default();
        summary.part("first", || Ok(Count { passed: 1, failed: 0, skipped: 0, flaky: 0 }));
        summary.part("second", || Err("no browser".to_owned()));
        assert_eq!(last_line(&summary), "1 passed, 1 failed");
        assert_eq!(summary.exit_code(), ExitCode::FAILURE);
    }

    #[test]
    fn a_run_without_tests_is_no_success() {
        assert_eq!(Summary::default().exit_code(), ExitCode::FAILURE);
    }
}
