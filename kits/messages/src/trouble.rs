//! Why a message was not taken.

use gatehouse_reach::Unreachable;
use std::fmt;

/// What stands between us and a phone. No text of the provider's is in it: it can quote the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The provider cannot be reached, or does not answer.
    Away(Unreachable),
    /// It asks to come again, with this status.
    Later(u16),
    /// It refuses what we say whoever it is for: our key, our sender, our form. With the status, or a code of its own.
    Ours(u32),
    /// The number gets no text messages.
    Number(u32),
    /// Its owner, or the network, wants none from us.
    Blocked(u32),
    /// The file of messages cannot be written.
    File,
    /// No provider is configured for the number.
    Nobody,
}

impl Trouble {
    /// Whether trying again is useless, with this provider and with any other.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Number(_) | Self::Blocked(_))
    }

    /// One word for the metric.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Away(_) => "away",
            Self::Later(_) => "later",
            Self::Ours(_) => "ours",
            Self::Number(_) => "number",
            Self::Blocked(_) => "blocked",
            Self::File => "file",
            Self::Nobody => "nobody",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Away(why) => write!(f, "the provider of text messages cannot be reached: {why}"),
            Self::Later(status) => write!(f, "the provider of text messages asks to try again later (status {status})"),
            Self::Ours(code) => {
                write!(
                    f,
                    "the provider of text messages refuses our key, our sender or the form of what we send (code {code})"
                )
            }
            Self::Number(code) => write!(f, "the number gets no text messages (code {code})"),
            Self::Blocked(code) => {
                write!(f, "the number is blocked, or its owner wants no messages from us (code {code})")
            }
            Self::File => f.write_str("the file of text messages cannot be written"),
            Self::Nobody => f.write_str("no provider of text messages is configured for the number's country"),
        }
    }
}

impl std::error::Error for Trouble {}
