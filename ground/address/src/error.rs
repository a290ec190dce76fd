//! Why a text is no address.

use gatehouse_core::{Lang, text};

/// What is wrong with an address. Each module adds its own code and the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailError {
    /// Nothing was entered.
    Missing,
    /// More than 254 bytes.
    TooLong,
    /// Not an address.
    Invalid,
    /// This character in the middle is seen by nobody.
    Hidden(char),
    /// Letters before the `@` that are not ASCII (RFC 6531 is spoken by too few servers).
    NotAscii,
}

impl EmailError {
    /// One or two sentences for the person.
    pub fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Missing => t.msg_missing(),
            Self::TooLong => t.msg_too_long(),
            Self::Invalid => t.msg_invalid(),
            Self::Hidden(c) => t.msg_hidden(text::code_point(*c)),
            Self::NotAscii => t.msg_not_ascii(),
        }
    }
}
