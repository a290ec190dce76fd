//! Why somebody could not be identified.

use gatehouse_reach::Unreachable;

/// Nothing of it is the person's mistake; the page says to try again or to take another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The person said no there.
    #[error("the person declined")]
    Declined,
    /// The service does not answer, or says that it cannot now.
    #[error("the service cannot be reached: {0}")]
    Away(Unreachable),
    /// The service answers with an error of its own.
    #[error("the service answered with status {0}")]
    Status(u16),
    /// The answer is not one to what was asked, or nobody vouches for it.
    #[error("the answer was refused: {0}")]
    Refused(&'static str),
}

impl Trouble {
    /// Whether the service is down or slow, which passes.
    pub const fn passes(self) -> bool {
        matches!(self, Self::Away(_) | Self::Status(429 | 500..))
    }
}
