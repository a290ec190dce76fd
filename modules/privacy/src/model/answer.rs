//! What accounts answer to statements, and where they do.

use gatehouse_core::{Lang, Tone};
use gatehouse_db::stored_words;

/// What an account answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It accepts the version.
    Accepted,
    /// It does not.
    Declined,
    /// It had accepted, and takes that back.
    Withdrawn,
}

stored_words!(Answer { Accepted = "accepted", Declined = "declined", Withdrawn = "withdrawn" });

impl Answer {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Accepted => t.msg_answer_accepted(),
            Self::Declined => t.msg_answer_declined(),
            Self::Withdrawn => t.msg_answer_withdrawn(),
        }
    }

    /// How it looks.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Accepted => Tone::Good,
            Self::Declined | Self::Withdrawn => Tone::Warn,
        }
    }
}

/// Where an answer was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// On the page that stands before all others (ACC-12).
    #[default]
    BeforeUse,
    /// In the section "Privacy" of the account.
    Account,
}

stored_words!(Place { BeforeUse = "before_use", Account = "account" });

impl Place {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::BeforeUse => t.msg_place_before_use(),
            Self::Account => t.msg_place_account(),
        }
    }
}
