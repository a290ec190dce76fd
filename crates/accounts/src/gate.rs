//! What stands before a customer's password and before mails that anybody can cause (ACC-11); the counters are the guard's.
//!
//! Only beyond [`STOP_ADDRESS`] wrong passwords from everywhere, which no person types, does everybody without a known
//! browser wait for an address. A mailed link to set a password passes none of these counters, and clears them.

use crate::model::term;
use crate::refusals::Slowed;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};
use gatehouse_guard::counters::{self, Counter, Rule};
use gatehouse_guard::gate::MustWait;
use gatehouse_guard::sign_in::Realm;

/// Wrong passwords for one address from everywhere beyond which all but known browsers wait: whoever fails so often passes
/// the human check by program. The owner has his known browsers and the mailed link.
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

impl From<MustWait> for Slowed {
    fn from(wait: MustWait) -> Self {
        Self { after: wait.after }
    }
}

/// Forgets what was guessed at an address: its owner has proven it by a mailed link.
pub async fn forget_guesses(cx: &Cx, tx: &Tx, lookup: &[u8]) -> Result<(), Fault> {
    // One after the other and in the order of every other transaction, so that none waits for another in a circle.
    for guard in [CUSTOMERS.here(cx, lookup), CUSTOMERS.proof(cx, lookup), CUSTOMERS.address(cx, lookup)] {
        counters::forget(tx, &guard.counter).await?;
    }
    Ok(())
}

/// Mails that anybody can cause for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailing {
    /// Registration, "send again".
    Confirm,
    /// Forgotten password.
    Recover,
}

impl Mailing {
    fn counter(self, cx: &Cx, lookup: &[u8]) -> Counter {
        let (kind, window) = match self {
            Self::Confirm => ("accounts.mail_confirm", term::CONFIRM_MAILS),
            Self::Recover => ("accounts.mail_recover", term::RECOVER_MAILS),
        };
        Counter::new(cx, kind, lookup, Rule::counted(window))
    }
}

/// Counts one mail to an address that nobody is signed in for; `false` when it had enough in this window.
pub async fn may_mail(cx: &Cx, tx: &Tx, lookup: &[u8], mailing: Mailing) -> Result<bool, Fault> {
    let counted = counters::add(cx, tx, &[mailing.counter(cx, lookup)]).await?;
    Ok(counted.iter().all(|count| *count <= term::MAILS))
}

/// Forgets everything counted of an address when its account is erased. What is counted of it from single networks is
/// found by nobody and ends by itself within a quarter of an hour.
pub async fn forget_address(cx: &Cx, tx: &Tx, lookup: &[u8]) -> Result<(), Fault> {
    for guard in [CUSTOMERS.proof(cx, lookup), CUSTOMERS.address(cx, lookup)] {
        counters::forget(tx, &guard.counter).await?;
    }
    for mailing in [Mailing::Confirm, Mailing::Recover] {
        counters::forget(tx, &mailing.counter(cx, lookup)).await?;
    }
    Ok(())
}
