//! What an account's state can be.

use gatehouse_db::stored_words;

/// The state of an account (ACC-2). A registration that is not confirmed in time does not change its
/// state: it is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The address is not proven; nobody can sign in.
    PendingConfirmation,
    /// Made with a purchase (ACC-3): nobody can sign in until a mailed link has set the first password.
    PendingPassword,
    /// In use.
    Active,
}

stored_words!(State {
    PendingConfirmation = "pending_confirmation",
    PendingPassword = "pending_password",
    Active = "active",
});
