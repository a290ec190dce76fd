//! `docs/security/asvs.md`: a line for each requirement of OWASP ASVS 5.0, chapters 6 (authentication), 7 (sessions), 9 (tokens) and 10 (OAuth), with its state
//! and the tests that show it. Whether a line is true no machine can tell; that what it names is there, this does.

use crate::features::test_name;
use gatehouse_testkit::checkout;
use std::path::Path;

const LEVEL_1: [&str; 28] = [
    "6.1.1", "6.2.1", "6.2.2", "6.2.3", "6.2.4", "6.2.5", "6.2.6", "6.2.7", "6.2.8", "6.3.1", "6.3.2", "6.4.1",
    "6.4.2", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.4.1", "7.4.2", "9.1.1", "9.1.2", "9.1.3", "9.2.1", "10.4.1",
    "10.4.2", "10.4.3", "10.4.4", "10.4.5",
];
const LEVEL_2: [&str; 61] = [
    "6.1.2", "6.1.3", "6.2.9", "6.2.10", "6.2.11", "6.2.12", "6.3.3", "6.3.4", "6.4.3", "6.4.4", "6.5.1", "6.5.2",
    "6.5.3", "6.5.4", "6.5.5", "6.6.1", "6.6.2", "6.6.3", "6.8.1", "6.8.2", "6.8.3", "6.8.4", "7.1.1", "7.1.2",
    "7.1.3", "7.3.1", "7.3.2", "7.4.3", "7.4.4", "7.4.5", "7.5.1", "7.5.2", "7.6.1", "7.6.2", "9.2.2", "9.2.3",
    "9.2.4", "10.1.1", "10.1.2", "10.2.1", "10.2.2", "10.3.1", "10.3.2", "10.3.3", "10.3.4", "10.4.6", "10.4.7",
    "10.4.8", "10.4.9", "10.4.10", "10.4.11", "10.5.1", "10.5.2", "10.5.3", "10.5.4", "10.5.5", "10.6.1", "10.6.2",
    "10.7.1", "10.7.2", "10.7.3",
];
const LEVEL_3: [&str; 20] = [
    "6.3.5", "6.3.6", "6.3.7", "6.3.8", "6.4.5", "6.4.6", "6.5.6", "6.5.7", "6.5.8", "6.6.4", "6.7.1", "6.7.2",
    "7.5.3", "10.2.3", "10.3.5", "10.4.12", "10.4.13", "10.4.14", "10.4.15", "10.4.16",
];

/// A requirement's line.
struct Line {
    id: String,
    level: String,
    state: String,
    how: String,
    /// Tests as `FILE: NAME`, and files.
    shown: Vec<String>,
}

/// The lines that begin with a requirement's number: those of the tables of both chapters.
fn lines() -> Vec<Line> {
    let text = std::fs::read_to_string(checkout().join("docs/security/asvs.md")).unwrap();
    let is_number = |cell: &str| {
        let parts: Vec<&str> = cell.split('.').collect();
        parts.len() == 3 && parts.iter().all(|part| part.parse::<u8>().is_ok())
    };
    let tables = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = tables.map(|line| line.split(" | ").collect::<Vec<_>>());
    cells
        // A table of few columns, such as that of the deviations, has numbers too.
        .filter(|cells| cells.len() > 3 && is_number(cells[0]))
        .map(|cells| {
            let [id, level, _, state, how, shown] = cells[..] else { panic!("{} has not six cells", cells[0]) };
            Line {
                id: id.to_owned(),
                level: level.to_owned(),
                state: state.to_owned(),
                how: how.to_owned(),
                shown: shown.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// Whether this file has this test.
fn has_test(file: &Path, place: &str, name: &str) -> bool {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().any(|line| test_name(line.trim(), place).is_some_and(|found| found == name))
}

/// ASVS 6, 7, 9 and 10
#[test]
fn every_requirement_of_these_chapters_has_one_line() {
    let lines = lines();
    let found: Vec<(&str, &str)> = lines.iter().map(|line| (line.id.as_str(), line.level.as_str())).collect();
    let levels = [("1", &LEVEL_1[..]), ("2", &LEVEL_2[..]), ("3", &LEVEL_3[..])];
    let wanted: Vec<(&str, &str)> =
        levels.iter().flat_map(|(level, ids)| ids.iter().map(move |id| (*id, *level))).collect();
    for line in &wanted {
        let count = found.iter().filter(|found| *found == line).count();
        assert_eq!(count, 1, "lines of {} with level {} in docs/security/asvs.md", line.0, line.1);
    }
    let foreign: Vec<_> = found.iter().filter(|line| !wanted.contains(line)).collect();
    assert!(foreign.is_empty(), "what the standard does not have, or at another level: {foreign:?}");
}

/// ASVS 6, 7, 9 and 10
#[test]
fn what_shows_a_requirement_is_there() {
    let root = checkout();
    let mut missing = Vec::new();
    for line in lines() {
        for shown in &line.shown {
            let is_there = match shown.split_once(": ") {
                Some((place, name)) => has_test(&root.join(place), place, name),
                None => root.join(shown).is_file(),
            };
            if !is_there {
                missing.push(format!("{}: {shown}", line.id));
            }
        }
    }
    assert!(missing.is_empty(), "docs/security/asvs.md names what is not there: {missing:#?}");
}

/// ASVS 6, 7, 9 and 10
#[test]
fn a_requirement_that_is_met_is_shown_and_every_other_says_why_not() {
    for Line { id, state, how, shown, .. } in lines() {
        assert!(!how.is_empty(), "{id} says nothing");
        match state.as_str() {
            "met" | "partly" => assert!(!shown.is_empty(), "{id} is {state}, and nothing shows it"),
            "not built" => assert!(how.contains('“') && how.contains('”'), "{id} names no issue by its title"),
            "not met" | "no case" => {}
            _ => panic!("{id} has the state {state}"),
        }
    }
}

/// ASVS 6.2.6, 6.2.7
#[test]
fn the_password_field_is_masked_and_open_to_password_programs() {
    let field = std::fs::read_to_string(checkout().join("kits/web/templates/ui/password.html")).unwrap();
    for part in ["type=\"password\"", "new-password", "current-password"] {
        assert!(field.contains(part), "{part} is not in the field");
    }
    for script in std::fs::read_dir(checkout().join("web/src/ts")).unwrap() {
        let script = script.unwrap().path();
        let text = std::fs::read_to_string(&script).unwrap_or_default();
        assert!(!text.contains("paste"), "{} touches what is pasted", script.display());
    }
}
