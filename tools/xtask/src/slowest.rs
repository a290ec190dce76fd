//! Which tests took longest, read from the reports of the two test runners.

use std::time::Duration;

use serde_json::Value;

/// How many the summary names.
pub const SHOWN: usize = 20;

/// A test and how long it ran; of a repeated one, all its tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// How long it ran.
    pub took: Duration,
    /// Its place and name, as its runner says them.
    pub name: String,
}

/// The slowest first.
pub fn slowest(mut tests: Vec<Timed>) -> Vec<Timed> {
    tests.sort_by(|a, b| b.took.cmp(&a.took).then_with(|| a.name.cmp(&b.name)));
    tests.truncate(SHOWN);
    tests
}

/// The JUnit file of cargo-nextest (`[profile.default.junit]`): `<testcase name="a::b" classname="crate::it" time="1.250">`. Failed
/// tries stand inside as `<flakyFailure time=…>` or `<rerunFailure time=…>`. What a test printed is escaped, so no line of it looks
/// like such an element.
pub fn junit(file: &str) -> Vec<Timed> {
    let mut tests: Vec<Timed> = Vec::new();
    for element in file.split('<').skip(1) {
        let name = element.split([' ', '>', '/']).next().unwrap_or_default();
        let inside = element.split('>').next().unwrap_or_default();
        let took = attribute(inside, "time").and_then(|seconds| seconds.parse().ok()).and_then(seconds);
        match name {
            "testcase" => {
                let [test, place] = ["name", "classname"].map(|name| attribute(inside, name).unwrap_or_default());
                tests.push(Timed { took: took.unwrap_or_default(), name: format!("{place} {test}") });
            }
            "flakyFailure" | "rerunFailure" => {
                if let (Some(test), Some(took)) = (tests.last_mut(), took) {
                    test.took += took;
                }
            }
            _ => {}
        }
    }
    tests
}

/// The report of Playwright's JSON reporter: suites within suites, of specs with a test for each browser.
pub fn playwright(file: &str) -> Vec<Timed> {
    let mut tests = Vec::new();
    if let Ok(report) = serde_json::from_str::<Value>(file) {
        suites(&report["suites"], "", &mut tests);
    }
    tests
}

fn suites(list: &Value, above: &str, tests: &mut Vec<Timed>) {
    for suite in items(list) {
        let title = suite["title"].as_str().unwrap_or_default();
        let path = if above.is_empty() { title.to_owned() } else { format!("{above} {title}") };
        for spec in items(&suite["specs"]) {
            for test in items(&spec["tests"]) {
                let milliseconds: f64 = items(&test["results"]).filter_map(|result| result["duration"].as_f64()).sum();
                let browser = test["projectName"].as_str().unwrap_or_default();
                let name = format!("{path} [{browser}] {}", spec["title"].as_str().unwrap_or_default());
                tests.push(Timed { took: seconds(milliseconds / 1000.0).unwrap_or_default(), name });
            }
        }
        suites(&suite["suites"], &path, tests);
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn seconds(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// The value of `name="…"` among an element's attributes.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = format!(" {name}=\"");
    element.split_once(&start).and_then(|(_, rest)| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(milliseconds: u64, name: &str) -> Timed {
        Timed { took: Duration::from_millis(milliseconds), name: name.to_owned() }
    }

    #[test]
    fn nextest_tells_each_test_and_a_repeated_one_with_all_its_tries() {
        let file = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nextest-run" tests="2" time="9.0">
    <testsuite name="gatehouse::it" tests="2">
        <testcase name="seats::one" classname="gatehouse::it" timestamp="2026-01-01T00:00:00Z" time="1.250"/>
        <testcase name="b" classname="gatehouse::it" timestamp="2026-01-01T00:00:00Z" time="0.010">
            <failure message="test passed on attempt 2/3" type="flaky failure"/>
            <flakyFailure timestamp="2026-01-01T00:00:00Z" time="2.500" message="x">said &lt;testcase time=&quot;9&quot;
                <system-out>time="7"</system-out>
            </flakyFailure>
        </testcase>
    </testsuite>
</testsuites>"#;
        assert_eq!(junit(file), [timed(1250, "gatehouse::it seats::one"), timed(2510, "gatehouse::it b")]);
        assert!(junit("").is_empty());
    }

    #[test]
    fn playwright_tells_each_test_of_each_browser() {
        let file = r#"{"suites":[{"title":"a.spec.ts","specs":[{"title":"opens","tests":[
            {"projectName":"desktop","results":[{"duration":1500},{"duration":500}]},
            {"projectName":"phone","results":[{"duration":10}]}]}],
            "suites":[{"title":"ja","specs":[{"title":"deep","tests":[{"projectName":"desktop","results":[]}]}]}]}]}"#;
        let expected = [
            timed(2000, "a.spec.ts [desktop] opens"),
            timed(10, "a.spec.ts [phone] opens"),
            timed(0, "a.spec.ts ja [desktop] deep"),
        ];
        assert_eq!(playwright(file), expected);
    }

    #[test]
    fn the_slowest_come_first_and_not_all_come() {
        let tests = (0..50).map(|n| timed(n, &format!("test {n}"))).collect();
        let slow = slowest(tests);
        assert_eq!((slow.len(), slow[0].name.as_str()), (SHOWN, "test 49"));
    }
}
