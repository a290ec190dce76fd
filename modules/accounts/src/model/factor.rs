//! What can stand beside the password (ACC-9). Each kind has a file of its own in `actions/factors`.

use gatehouse_core::DAY;
use gatehouse_db::stored_words;
use gatehouse_signin::passkeys::{Passkeys, Verify};

/// A kind of factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorKind {
    /// An authenticator app (TOTP).
    App,
    /// A passkey or a security key (WebAuthn).
    Passkey,
    /// A phone that gets codes by text message.
    Phone,
}

stored_words!(FactorKind { App = "app", Passkey = "passkey", Phone = "phone" });

/// The passkeys of customers.
pub const PASSKEYS: Passkeys = Passkeys { purpose: "accounts.passkey", of_staff: false, added: Verify::Preferred };

/// Factors of an account.
pub const MOST: u32 = 10;
/// The most characters of a factor's name.
pub const LONGEST_NAME: u32 = 60;
/// Notices before a removal, a day apart; a day after the last one the factors go: 72 hours in all.
pub const NOTICES: i64 = 3;
/// What lies between two notices.
pub const BETWEEN: i64 = DAY;
