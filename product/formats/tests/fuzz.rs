//! Mutations of every file that comes from outside; see `fuzzed`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod fuzzed;
mod made;

/// LIC-11 LIC-20 LIC-32
#[test]
fn mutated_files_are_refused_and_break_nothing() {
    assert_eq!(fuzzed::files(300), 8);
    fuzzed::signed_claims(300);
    fuzzed::compressed(300);
}
