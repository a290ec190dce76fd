//! Mails as programs, machines and forgers write them, each with what it must become. All of them are written by us.

mod answers;
mod charsets;
mod forged;
mod machines;
mod shapes;

use crate::fixture::{Case, Fixture};

/// All of them.
pub fn all(fixture: &Fixture) -> Vec<Case> {
    let parts = [
        answers::all(fixture),
        charsets::all(fixture),
        forged::all(fixture),
        machines::all(fixture),
        shapes::all(fixture),
    ];
    parts.into_iter().flatten().collect()
}

/// SUP-13
#[test]
fn every_mail_becomes_what_it_must() {
    let fixture = Fixture::new();
    let all = all(&fixture);
    assert!(all.len() >= 150, "only {} mails", all.len());
    let mut names: Vec<&str> = all.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len(), "a name stands twice");
    let wrong: Vec<String> = all.iter().filter_map(|case| case.wrong(&fixture)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}
