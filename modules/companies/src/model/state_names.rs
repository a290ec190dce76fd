//! What states are called, and how they look.

use super::states::{Invited, JoinByLicense};
use gatehouse_core::{Lang, Tone};

impl JoinByLicense {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Approve, Self::Closed];

    /// What a company chooses by it, in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Open => t.msg_joining_open(),
            Self::Approve => t.msg_joining_approve(),
            Self::Closed => t.msg_joining_closed(),
        }
    }
}

impl Invited {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Sent => t.msg_invited_sent(),
            Self::Expired => t.msg_invited_expired(),
            Self::Registered => t.msg_invited_registered(),
            Self::Lapsed => t.msg_invited_lapsed(),
            Self::Accepted => t.msg_invited_accepted(),
            Self::Declined => t.msg_invited_declined(),
            Self::Withdrawn => t.msg_invited_withdrawn(),
        }
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Sent | Self::Registered => Tone::Info,
            Self::Accepted => Tone::Good,
            Self::Expired | Self::Lapsed => Tone::Warn,
            Self::Declined | Self::Withdrawn => Tone::Neutral,
        }
    }
}
