//! What the program tells this module.

use std::time::Duration;

pub use gatehouse_guard::EqualAnswers;

/// The module's settings.
#[derive(Clone, Debug)]
pub struct AccountsConfig {
    /// Registration and recovery answer no sooner than this, whatever they found, so that the time says
    /// nothing about the address (ACC-6). Zero in tests.
    pub equal_answer: Duration,
    /// Logins that are no addresses.
    pub plain_logins: PlainLogins,
}

/// Whether people may sign in with a name instead of an address (ACC-13, ACC-14); in the services.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainLogins {
    /// Whether there are any.
    pub on: bool,
    /// Whether the answer to the secret question is enough for a new password, with nothing beside it and no wait.
    pub question_alone: bool,
}

impl Default for AccountsConfig {
    fn default() -> Self {
        Self { equal_answer: Duration::from_millis(400), plain_logins: PlainLogins::default() }
    }
}
