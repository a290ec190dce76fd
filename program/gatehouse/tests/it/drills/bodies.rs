//! `bodies`: a hundred thousand spoiled bodies of every operation of licensing that reads one, and of files that are uploaded.

use super::held;
use crate::bodies::spoil_all;

const TIMES: usize = 100_000;

/// LIC-3 LIC-10 LIC-11 LIC-18 LIC-19 LIC-20 LIC-26 LIC-32 ALL-9
#[test]
#[ignore = "cargo xtask drill bodies"]
fn whatever_is_sent_is_answered() {
    let (kinds, sent, refused) = spoil_all(TIMES);
    held(&format!("{kinds} kinds of bodies, {sent} spoiled ones sent, {refused} refused; no fault, nothing broke"));
}
