//! What stands before a member's password and codes (ACC-11); the counters are the guard's, as for customers.
//!
//! Nobody waits for what others did: wrong passwords for an address from everywhere never make its member wait, they ask for
//! the human check. There is no mailed link by which a member could come in instead, and the second factor stands behind
//! the password anyway. Wrong codes need the right password first; they pause the second factor for a day.

use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_guard::counters::{Counter, Rule};
use gatehouse_guard::sign_in::Realm;

/// The counters of staff.
pub const STAFF: Realm = Realm {
    here: "staff.sign_in_here",
    address: "staff.sign_in",
    network: "staff.sign_in_network",
    browser: "staff.sign_in_browser",
    proof: "staff.proof",
    stop: None,
};

/// Second factors that may be tried in a day.
pub const CODES_A_DAY: i64 = 20;

/// Wrong codes of a member.
pub fn codes(cx: &Cx, member: Uuid) -> Counter {
    Counter::new(cx, "staff.code", member.as_bytes(), Rule::codes(CODES_A_DAY))
}
