//! How many tests passed, read from what each test runner prints.

use std::ops::AddAssign;

use serde_json::Value;

/// The tests of one part of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Passed, at the first try or at a repeat.
    pub passed: u64,
    /// Failed, timed out or not startable.
    pub failed: u64,
    /// Not run, by a mark in the test or by a filter.
    pub skipped: u64,
    /// Those among the passed that failed at first and passed at a repeat, which .config/nextest.toml allows to a few by name.
    pub flaky: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.flaky += other.flaky;
    }
}

impl Count {
    /// A check without tests of its own, such as the format check.
    pub fn of_check(ok: bool) -> Self {
        Self { passed: u64::from(ok), failed: u64::from(!ok), ..Self::default() }
    }

    /// A runner that failed without a failed test (it did not compile, or crashed) counts as one failure.
    #[must_use]
    pub fn with_exit(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// All lines `test result: ok. 4 passed; 0 failed; 1 ignored; …` of `cargo test`.
pub fn cargo_test(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        let figures = line.split_once(". ").map_or(line, |(_, figures)| figures);
        count += figures_of(figures.split(';'));
    }
    count
}

/// The last line `Summary [ 1.2s] 9 tests run: 7 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 2 skipped` of cargo-nextest.
pub fn nextest(output: &str) -> Count {
    let figures = output
        .lines()
        .filter(|line| line.trim_start().starts_with("Summary ["))
        .filter_map(|line| line.split_once(" run: "))
        .map(|(_, figures)| figures)
        .next_back();
    figures.map_or_else(Count::default, |figures| {
        let count = figures_of(without_remarks(figures).split(','));
        Count { flaky: flaky_of(figures), ..count }
    })
}

/// The file that Playwright's JSON reporter writes. A journey that passed by a repeat has failed (`failOnFlakyTests`).
pub fn playwright(file: &str) -> Count {
    let stats = serde_json::from_str::<Value>(file).map(|report| report["stats"].clone()).unwrap_or_default();
    let number = |name: &str| stats[name].as_u64().unwrap_or(0);
    Count {
        passed: number("expected"),
        failed: number("unexpected") + number("flaky"),
        skipped: number("skipped"),
        flaky: 0,
    }
}

/// Adds up pieces such as `3 passed`, `1 timed out`.
fn figures_of<'a>(pieces: impl Iterator<Item = &'a str>) -> Count {
    let mut count = Count::default();
    for piece in pieces {
        let Some((number, word)) = piece.trim().split_once(' ') else { continue };
        let number: u64 = number.parse().unwrap_or(0);
        match word {
            "passed" => count.passed += number,
            "failed" | "timed out" | "exec failed" | "not run" => count.failed += number,
            "skipped" | "ignored" => count.skipped += number,
            // "measured", "filtered out", "finished in 0.1s"
            _ => {}
        }
    }
    count
}

/// The number of the remark `2 flaky`, which is in brackets behind the passed ones.
fn flaky_of(figures: &str) -> u64 {
    let pieces = figures.split([',', '(', ')']).filter_map(|piece| piece.trim().strip_suffix(" flaky"));
    pieces.filter_map(|number| number.parse::<u64>().ok()).sum()
}

/// Removes what is in brackets: it repeats tests that are counted before it.
fn without_remarks(text: &str) -> String {
    let mut depth = 0;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept.replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binary_of_cargo_test_is_added() {
        let output = "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 3.20s\n\
                      test a ... ok\n\
                      test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1s\n";
        assert_eq!(cargo_test(output), Count { passed: 6, failed: 3, skipped: 1, flaky: 0 });
    }

    #[test]
    fn the_summary_of_nextest_is_read_and_its_remarks_are_not_counted_twice() {
        let output =
            "     Summary [   3.268s] 11 tests run: 7 passed (1 slow, 2 flaky), 3 failed, 1 timed out, 2 skipped\n";
        assert_eq!(nextest(output), Count { passed: 7, failed: 4, skipped: 2, flaky: 2 });
        // Of three that passed by a repeat, one may: nextest counts the other two as failed.
        let output = "Summary [ 0.2s] 4 tests run: 2 passed (1 flaky), 2 failed, 0 skipped\n";
        assert_eq!(nextest(output), Count { passed: 2, failed: 2, skipped: 0, flaky: 1 });
        assert_eq!(
            nextest("Summary [ 0.1s] 1 test run: 1 passed, 0 skipped"),
            Count { passed: 1, failed: 0, skipped: 0, flaky: 0 }
        );
    }

    #[test]
    fn the_report_of_playwright_is_read() {
        let report = r#"{"stats":{"expected":5,"skipped":2,"unexpected":1,"flaky":1,"duration":3.5}}"#;
        assert_eq!(playwright(report), Count { passed: 5, failed: 2, skipped: 2, flaky: 0 });
    }

    #[test]
    fn a_runner_that_died_is_a_failure_also_without_a_figure() {
        assert_eq!(playwright("").with_exit(false), Count { passed: 0, failed: 1, skipped: 0, flaky: 0 });
        assert_eq!(nextest("error: could not compile").with_exit(false).failed, 1);
        assert_eq!(Count { passed: 1, failed: 2, skipped: 0, flaky: 0 }.with_exit(false).failed, 2);
    }
}
