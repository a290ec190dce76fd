//! What an account's state can be.

/// The state of an account (ACC-2). A registration that is not confirmed in time does not change its
/// state: it is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The address is not proven; nobody can sign in.
    PendingConfirmation,
    /// In use.
    Active,
}

impl State {
    /// The stable word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PendingConfirmation => "pending_confirmation",
            Self::Active => "active",
        }
    }

    /// From its word; an unknown word counts as not usable.
    pub fn from_word(word: &str) -> Self {
        if word == Self::Active.word() { Self::Active } else { Self::PendingConfirmation }
    }
}
