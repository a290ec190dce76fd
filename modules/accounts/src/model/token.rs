//! One-time links and cookie tokens; the database keeps a keyed hash. The tokens of links and sessions are bound to their
//! owner ([`gatehouse_signin::bound_token`]).

use gatehouse_db::stored_words;

pub use gatehouse_signin::token::{NewToken, hash, hashes, is_plausible};

/// What a link in a mail is for. The last three of a kind live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Proves the address of a registration; 5 days.
    Confirm,
    /// Sets the first password; 7 days.
    SetPassword,
    /// Sets a new password after a forgotten one; 30 minutes, or an hour where the next one comes an hour later.
    Recover,
    /// Proves a new address; 24 hours.
    ChangeAddress,
    /// Attaches an account elsewhere whose service does not vouch for the address; a day.
    Attach,
}

stored_words!(TokenKind {
    Confirm = "confirm",
    SetPassword = "set_password",
    Recover = "recover",
    ChangeAddress = "change_address",
    Attach = "attach",
});

/// The domain of links.
pub const LINK: &str = "accounts.link";
/// The domain of session cookies.
pub const SESSION: &str = "accounts.session";
/// What a session's token says that it is for.
pub const SIGNED_IN: &str = "signed_in";
/// The domain of the cookies of sign-ins that owe the second step.
pub const HALF: &str = "accounts.half_sign_in";
/// What such a token says that it is for.
pub const SECOND_STEP: &str = "second_step";
/// The domain of device cookies.
pub const DEVICE: &str = "accounts.device";
