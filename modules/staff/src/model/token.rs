//! What a row of `staff_token` opens.

use gatehouse_db::stored_words;

/// What a link or code opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A mailed link: setting the password.
    SetPassword,
    /// A code that an administrator hands over: connecting an authenticator app.
    Presence,
}

stored_words!(TokenKind { SetPassword = "set_password", Presence = "presence" });
