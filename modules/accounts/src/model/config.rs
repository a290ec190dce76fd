//! What the program tells this module.

use std::time::Duration;

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

/// Waits until an answer may be given; in the services.
#[derive(Clone, Copy, Debug)]
pub struct EqualAnswers(pub(crate) Duration);

impl EqualAnswers {
    /// The same for a wrong password at sign-in, while hashes of another portal are left (ACC-18): a second, where registration
    /// takes 0.4. The caps of those hashes keep the dearest check below it.
    pub fn start_sign_in(self) -> EqualAnswer {
        EqualAnswer(tokio::time::Instant::now() + self.0 * 5 / 2)
    }

    /// Starts counting. The wait is real time on purpose: it hides real work.
    pub fn start(self) -> EqualAnswer {
        EqualAnswer(tokio::time::Instant::now() + self.0)
    }
}

/// One answer's earliest moment.
#[derive(Debug)]
pub struct EqualAnswer(tokio::time::Instant);

impl EqualAnswer {
    /// Waits until then.
    pub async fn wait(self) {
        tokio::time::sleep_until(self.0).await;
    }
}
