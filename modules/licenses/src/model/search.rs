//! What licenses are searched by (LIC-17), and what of it may stand in an address.

use super::license::number_from;
use gatehouse_core::Refusal;
use gatehouse_formats::activation_code::ALPHABET;
use gatehouse_formats::{ActivationCode, CodeError};

/// So many symbols are meant to be a code, which has 20.
const MISTYPED: usize = 15;

/// Why a search is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SearchRefusal {
    /// A code or an e-mail address in a URL.
    #[refusal(422, "input.not_in_url", wrong_in_url, field = "q")]
    InUrl,
}

/// What a search text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Nothing was entered.
    Nothing,
    /// A whole code.
    Code(ActivationCode),
    /// The last five symbols of one.
    LastGroup(String),
    /// A holder's or buyer's address.
    Email(String),
    /// A license number.
    Number(String),
    /// None of these.
    Unreadable,
}

impl Search {
    /// Whether the text may stand in an address, which histories and logs keep: a license number or nothing. Codes, their
    /// last groups, email addresses, and what may be a mistyped one of them, stand in a body.
    pub const fn may_stand_in_address(&self) -> bool {
        matches!(self, Self::Nothing | Self::Number(_))
    }

    /// Whether `text`, which was read as this, may stand in the query of the API: there also a last group, which is no secret
    /// (LIC-4); never what may be a code with a mistake in it, which is one all the same.
    pub fn may_stand_in_query(&self, text: &str) -> bool {
        match self {
            Self::Nothing | Self::Number(_) | Self::LastGroup(_) => true,
            Self::Code(_) | Self::Email(_) => false,
            Self::Unreadable => !may_be_mistyped_code(text),
        }
    }

    /// Reads what a clerk typed.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Nothing;
        }
        if text.contains('@') {
            return Self::Email(text.chars().take(254).collect());
        }
        if let Some(number) = number_from(text) {
            return Self::Number(number);
        }
        if let Ok(code) = ActivationCode::parse(text) {
            return Self::Code(code);
        }
        last_group(text).map_or(Self::Unreadable, Self::LastGroup)
    }

    /// The word for the audit log; `None` for a search that finds nobody's license.
    pub(crate) const fn how(&self) -> Option<&'static str> {
        match self {
            Self::Code(_) => Some("code"),
            Self::LastGroup(_) => Some("last_group"),
            Self::Email(_) => Some("email"),
            Self::Number(_) => Some("number"),
            Self::Nothing | Self::Unreadable => None,
        }
    }
}

/// Whether a text that names nothing may be a code with a mistake in it: it has more symbols than a number or a last group.
fn may_be_mistyped_code(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() >= MISTYPED
}

/// The mistake in a text that names nothing and may be meant to be a code (LIC-2).
pub fn mistake_in_code(text: &str) -> Option<CodeError> {
    let error = ActivationCode::parse(text).err()?;
    (may_be_mistyped_code(text) && error != CodeError::Empty).then_some(error)
}

/// Whether a customer typed a whole code, maybe with a mistake in it: digits and letters that codes are made of, about as
/// many as a code has. Such a text must not stand in an address. Customers search by products' names too, and one may be like
/// a code: it is then searched for all the same, by a post.
pub fn like_a_code(text: &str) -> bool {
    match ActivationCode::parse(text) {
        Ok(_) => true,
        Err(CodeError::Check { .. }) => text.chars().any(char::is_numeric),
        Err(CodeError::Length { found }) => (15..=22).contains(&found) && text.chars().any(char::is_numeric),
        Err(CodeError::Empty | CodeError::Symbol { .. }) => false,
    }
}

/// Five symbols of a code as people type them.
fn last_group(text: &str) -> Option<String> {
    let mut group = String::with_capacity(5);
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let symbol = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if !symbol.is_ascii() || !ALPHABET.contains(&(symbol as u8)) {
            return None;
        }
        group.push(symbol);
    }
    (group.len() == 5).then_some(group)
}

#[cfg(test)]
mod tests {
    use super::Search;
    use gatehouse_core::{Random, SystemRandom};
    use gatehouse_formats::{ActivationCode, CodeKind};

    /// LIC-2
    #[test]
    fn a_clerk_may_type_a_code_its_last_group_an_address_or_a_number() {
        let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes| SystemRandom.fill(bytes));
        assert_eq!(Search::read(&code.to_string().to_lowercase()), Search::Code(code.clone()));
        assert_eq!(Search::read(code.last_group()), Search::LastGroup(code.last_group().to_owned()));
        assert_eq!(Search::read(" o1Il2 "), Search::LastGroup("01112".to_owned()));
        assert_eq!(Search::read("12345-67890"), Search::Number("1234567890".to_owned()));
        assert_eq!(Search::read("a@b.example"), Search::Email("a@b.example".to_owned()));
        assert_eq!(Search::read("  "), Search::Nothing);
        for nonsense in ["abc", "日本語です!", "' or 1=1 --", "UUUUU", "123456"] {
            assert_eq!(Search::read(nonsense), Search::Unreadable, "{nonsense}");
        }
    }
}
