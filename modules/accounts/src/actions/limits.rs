//! What stands before a customer's password and before mails that anybody can cause (ACC-11); the counters are the guard's.
//!
//! Only beyond [`STOP_ADDRESS`] wrong passwords from everywhere, which no person types, does everybody without a known
//! browser wait for an address. A mailed link to set a password passes none of these counters, and clears them.

use crate::model::PlainLogin;
use crate::model::login::ANSWERS_A_DAY;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
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

/// Codes of the second step that may be tried in a day.
pub const CODES_A_DAY: i64 = 20;
/// Codes by text message that an account may ask for in a day.
const TEXTS_A_DAY: i64 = 10;
/// Removals of lost factors that may be asked for in a day.
const REMOVALS_A_DAY: i64 = 4;
/// Mails to new addresses that may be asked for in a day.
const ADDRESS_CHANGES_A_DAY: i64 = 10;

/// Codes by text message to the phones of an account, those that it adds included.
pub fn texts(cx: &Cx, account: Uuid) -> Counter {
    Counter::new(cx, "accounts.texts", account.as_bytes(), Rule::codes(TEXTS_A_DAY))
}

/// Wrong codes of an account; in a known browser they are counted apart, so that nobody else pauses its owner's second step there.
pub fn codes(cx: &Cx, account: Uuid, browser: Option<&[u8]>) -> Counter {
    let rule = Rule::codes(CODES_A_DAY);
    match browser {
        None => Counter::new(cx, "accounts.code", account.as_bytes(), rule),
        Some(browser) => Counter::new(cx, "accounts.code_browser", &[&account.as_bytes()[..], browser].concat(), rule),
    }
}

/// Removals that were asked for: each is a mail.
pub fn removals(cx: &Cx, account: Uuid) -> Counter {
    Counter::new(cx, "accounts.removals", account.as_bytes(), Rule::codes(REMOVALS_A_DAY))
}

/// Changes of address that were asked for, sent again included: each is a mail to an address that is not proven.
pub fn address_changes(cx: &Cx, account: Uuid) -> Counter {
    Counter::new(cx, "accounts.address_changes", account.as_bytes(), Rule::codes(ADDRESS_CHANGES_A_DAY))
}

/// Answers to the secret question of a login, also of one that nobody has.
pub fn answers(cx: &Cx, login: &PlainLogin) -> Counter {
    Counter::new(cx, "accounts.answers", login.normalized().as_bytes(), Rule::codes(ANSWERS_A_DAY))
}

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
