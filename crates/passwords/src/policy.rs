//! What a new password must be like (ACC-5).

use crate::hashing::normalized;
use gatehouse_core::{Lang, Refusal, Secret};
use zxcvbn::{Score, zxcvbn};

/// The longest password, in bytes as typed.
pub const LONGEST_BYTES: usize = 256;

/// Which rules hold. The operator chooses; the first is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// At least 8 characters, upper and lower case, a digit, a special character.
    #[default]
    Composition,
    /// NIST 800-63B-4: at least 15 characters, no rules about their kinds.
    Nist,
}

/// What is wrong with a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Nothing was typed.
    Missing,
    /// Fewer characters than this.
    TooShort(usize),
    /// More than [`LONGEST_BYTES`] bytes.
    TooLong,
    /// No upper-case letter.
    NoUpper,
    /// No lower-case letter.
    NoLower,
    /// No digit.
    NoDigit,
    /// Neither letter nor digit nor space in it.
    NoSpecial,
    /// A space or another blank.
    Space,
    /// The e-mail address.
    IsEmail,
    /// Known from breaches, or guessed within a million tries.
    Guessable,
}

impl Policy {
    /// The stable word in the configuration: `composition`, `nist`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "composition" => Some(Self::Composition),
            "nist" => Some(Self::Nist),
            _ => None,
        }
    }

    /// The least number of characters.
    pub const fn least(self) -> usize {
        match self {
            Self::Composition => 8,
            Self::Nist => 15,
        }
    }

    /// Whether upper case, lower case, digit and special character are asked.
    pub const fn asks_composition(self) -> bool {
        matches!(self, Self::Composition)
    }

    /// Everything that is wrong with `password`. `words` are further things an attacker would try first:
    /// the person's name, the vendor's and the products' names.
    pub fn check(self, password: &Secret<String>, email: &str, words: &[&str]) -> Result<(), Vec<PasswordFault>> {
        if password.expose().is_empty() {
            return Err(vec![PasswordFault::Missing]);
        }
        if password.expose().len() > LONGEST_BYTES {
            return Err(vec![PasswordFault::TooLong]);
        }
        let text = normalized(password.expose());
        let mut faults = Vec::new();
        let mut want = |holds: bool, fault| {
            if !holds {
                faults.push(fault);
            }
        };
        want(text.chars().count() >= self.least(), PasswordFault::TooShort(self.least()));
        if self.asks_composition() {
            want(text.chars().any(char::is_uppercase), PasswordFault::NoUpper);
            want(text.chars().any(char::is_lowercase), PasswordFault::NoLower);
            want(text.chars().any(char::is_numeric), PasswordFault::NoDigit);
            want(text.chars().any(is_special), PasswordFault::NoSpecial);
            want(!text.chars().any(char::is_whitespace), PasswordFault::Space);
        }
        want(email.is_empty() || !is_email(&text, email), PasswordFault::IsEmail);
        // The estimate is asked only where the plain rules are met: it says more than "too short" then.
        if faults.is_empty() && is_guessable(&text, email, words) {
            faults.push(PasswordFault::Guessable);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

fn is_special(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn is_email(text: &str, email: &str) -> bool {
    text.to_lowercase() == normalized(email.trim()).to_lowercase()
}

fn is_guessable(text: &str, email: &str, words: &[&str]) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let mut inputs = vec![email, local];
    inputs.extend(words.iter().flat_map(|phrase| phrase.split_whitespace()));
    inputs.extend(words);
    inputs.retain(|word| word.chars().count() >= 3);
    zxcvbn(text, &inputs).score() < Score::Two
}

impl Refusal for PasswordFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "password.missing",
            Self::TooShort(_) => "password.too_short",
            Self::TooLong => "password.too_long",
            Self::NoUpper => "password.no_upper",
            Self::NoLower => "password.no_lower",
            Self::NoDigit => "password.no_digit",
            Self::NoSpecial => "password.no_special",
            Self::Space => "password.space",
            Self::IsEmail => "password.is_email",
            Self::Guessable => "password.guessable",
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Missing => t.msg_missing(),
            Self::TooShort(least) => t.msg_too_short(*least),
            Self::TooLong => t.msg_too_long(),
            Self::NoUpper => t.msg_no_upper(),
            Self::NoLower => t.msg_no_lower(),
            Self::NoDigit => t.msg_no_digit(),
            Self::NoSpecial => t.msg_no_special(),
            Self::Space => t.msg_space(),
            Self::IsEmail => t.msg_is_email(),
            Self::Guessable => t.msg_guessable(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        Some("password")
    }
}
