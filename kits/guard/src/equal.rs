//! Answers that take the same least time whatever they found (ACC-6), so that a clock tells a stranger nothing.

use std::time::Duration;

/// Waits until an answer may be given; in the services.
#[derive(Clone, Copy, Debug)]
pub struct EqualAnswers(pub Duration);

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
