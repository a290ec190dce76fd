//! A hundred thousand mutations of every file of licensing that comes from outside: key files and their archives, status lists,
//! requests, answers, receipts, lists of issuing keys; of signed claims, and of compressed statuses.

#[path = "../../../../../product/formats/tests/fuzzed/mod.rs"]
mod fuzzed;

use super::held;
use crate::bodies::made;

const TIMES: usize = 100_000;

/// LIC-11 LIC-20 LIC-32
#[test]
#[ignore = "cargo xtask drill key-formats"]
fn whatever_comes_in_a_file_is_answered() {
    let kinds = fuzzed::files(TIMES);
    held(&format!("{kinds} kinds of files, {TIMES} mutations of each: none taken but as it was made, nothing broke"));
    fuzzed::signed_claims(TIMES);
    held(&format!("{TIMES} mutations of signed claims of each kind: nothing broke"));
    fuzzed::compressed(TIMES);
    held(&format!("{TIMES} mutations of compressed statuses: nothing unpacked beyond its limit"));
}
