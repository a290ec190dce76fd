//! What stands before a customer's password and before mails that anybody can cause (ACC-11); the counters are the guard's.
//!
//! Only beyond [`STOP_ADDRESS`] wrong passwords from everywhere, which no person types, does everybody without a known
//! browser wait for an address. A mailed link to set a password passes none of these counters, and clears them.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_guard::counters;
use gatehouse_guard::sign_in::Realm;
use gatehouse_seal::Lookups;

/// Wrong passwords for one address from everywhere beyond which all but known browsers wait: whoever fails so often passes
/// the human check by program. The owner has their known browsers and the mailed link.
pub const STOP_ADDRESS: i64 = 1_000;

/// The counters of customers.
pub const CUSTOMERS: Realm = Realm {
    here: "accounts.sign_in_here",
    address: "accounts.sign_in",
    network: "accounts.sign_in_network",
    browser: "accounts.sign_in_browser",
    proof: "accounts.proof",
    stop: Some(STOP_ADDRESS),
};

/// Forgets what was guessed at an address: its owner has proven it by a mailed link.
pub async fn forget_guesses(cx: &Cx, tx: &Tx, address: &Lookups) -> Result<(), Fault> {
    let guards = [CUSTOMERS.here(cx, address), CUSTOMERS.proof(cx, address), CUSTOMERS.address(cx, address)];
    counters::forget_all(tx, &guards.map(|guard| guard.counter)).await
}

/// Forgets everything counted of an address when its account is erased. What is counted of it from single networks is
/// found by nobody and ends by itself within a quarter of an hour.
pub async fn forget_address(cx: &Cx, tx: &Tx, address: &Lookups) -> Result<(), Fault> {
    let guards = [CUSTOMERS.proof(cx, address), CUSTOMERS.address(cx, address)];
    counters::forget_all(tx, &guards.map(|guard| guard.counter)).await?;
    gatehouse_mail::ledger::forget(cx, tx, address).await
}
