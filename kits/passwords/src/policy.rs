//! What a new password must be like (ACC-5).
//!
//! The plain rules cost nothing and are asked anywhere. The estimate of how soon a password is guessed costs time that a
//! crafted password can stretch: it reads the beginning only ([`ESTIMATED_CHARACTERS`]), and servers ask it on the
//! pool of hashers ([`crate::HashPool::check`]), behind their limits.

use crate::common::is_common;
use crate::first_guesses::is_first_guess;
use crate::hashing::normalized;
use gatehouse_core::{Refusal, Secret};
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

/// The longest password, in bytes as typed.
pub const LONGEST_BYTES: usize = 256;
/// The estimate reads so many characters of a password; a longer one is judged by its beginning alone, which can only make
/// it look weaker than it is.
pub const ESTIMATED_CHARACTERS: usize = 32;
/// The estimate tries all readings of signs that stand for letters, a number that multiplies with each kind of sign. It
/// sees so many kinds; further ones are shown to it as signs that stand for nothing.
const ESTIMATED_SIGNS: usize = 6;
/// What the estimate reads as letters (zxcvbn's own table).
const SIGNS: &str = "4@8({[<3691!|70$5+%2";

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum PasswordError {
    /// Nothing was typed.
    #[refusal(422, "password.missing", missing, field = "password")]
    Missing,
    /// Fewer characters than this.
    #[refusal(422, "password.too_short", too_short(*it), field = "password")]
    TooShort(usize),
    /// More than [`LONGEST_BYTES`] bytes.
    #[refusal(422, "password.too_long", too_long, field = "password")]
    TooLong,
    /// No upper-case letter.
    #[refusal(422, "password.no_upper", no_upper, field = "password")]
    NoUpper,
    /// No lower-case letter.
    #[refusal(422, "password.no_lower", no_lower, field = "password")]
    NoLower,
    /// No digit.
    #[refusal(422, "password.no_digit", no_digit, field = "password")]
    NoDigit,
    /// Neither letter nor digit nor space in it.
    #[refusal(422, "password.no_special", no_special, field = "password")]
    NoSpecial,
    /// A space or another blank.
    #[refusal(422, "password.space", space, field = "password")]
    Space,
    /// The email address.
    #[refusal(422, "password.is_email", is_email, field = "password")]
    IsEmail,
    /// Known from breaches, or guessed within a million tries.
    #[refusal(422, "password.guessable", guessable, field = "password")]
    Guessable,
    /// Known from breaches, says the service that the operator named.
    #[refusal(422, "password.leaked", leaked, field = "password")]
    Leaked,
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

    /// What is wrong by the plain rules: length, kinds of characters, the address itself. Cheap.
    pub fn plain(self, password: &Secret<String>, email: &str) -> Result<(), Vec<PasswordError>> {
        if password.expose().is_empty() {
            return Err(vec![PasswordError::Missing]);
        }
        if password.expose().len() > LONGEST_BYTES {
            return Err(vec![PasswordError::TooLong]);
        }
        let text = normalized(password.expose());
        let mut faults = Vec::new();
        let mut want = |holds: bool, fault| {
            if !holds {
                faults.push(fault);
            }
        };
        want(text.chars().count() >= self.least(), PasswordError::TooShort(self.least()));
        if self.asks_composition() {
            want(text.chars().any(char::is_uppercase), PasswordError::NoUpper);
            want(text.chars().any(char::is_lowercase), PasswordError::NoLower);
            want(text.chars().any(char::is_numeric), PasswordError::NoDigit);
            want(text.chars().any(is_special), PasswordError::NoSpecial);
            want(!text.chars().any(char::is_whitespace), PasswordError::Space);
        }
        want(email.is_empty() || !is_email(&text, email), PasswordError::IsEmail);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Everything that is wrong with `password`. `words` are further things an attacker would try first:
    /// the person's name, the vendor's and the products' names. Takes milliseconds: a server asks
    /// [`crate::HashPool::check`] instead.
    pub fn check(self, password: &Secret<String>, email: &str, words: &[&str]) -> Result<(), Vec<PasswordError>> {
        // The estimate is asked only where the plain rules are met: it says more than "too short" then.
        self.plain(password, email)?;
        let text = normalized(password.expose());
        let local = email.split('@').next().unwrap_or_default();
        let own: Vec<&str> = [email, local].into_iter().chain(words.iter().copied()).collect();
        let lower = Zeroizing::new(text.to_lowercase());
        if is_common(&text, &own) || is_guessable(&text, &own) || is_first_guess(&lower) {
            return Err(vec![PasswordError::Guessable]);
        }
        Ok(())
    }
}

fn is_special(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn is_email(text: &str, email: &str) -> bool {
    text.to_lowercase() == normalized(email.trim()).to_lowercase()
}

fn is_guessable(text: &str, own: &[&str]) -> bool {
    let mut inputs: Vec<&str> = own.iter().flat_map(|phrase| phrase.split_whitespace()).collect();
    inputs.extend(own);
    inputs.retain(|word| word.chars().count() >= 3);
    zxcvbn(&estimated(text), &inputs).score() < Score::Two
}

/// The part of a password that the estimate reads; see [`ESTIMATED_CHARACTERS`].
fn estimated(text: &str) -> Zeroizing<String> {
    let mut seen = Vec::with_capacity(ESTIMATED_SIGNS);
    let shown = text.chars().take(ESTIMATED_CHARACTERS).map(|c| {
        if !SIGNS.contains(c) || seen.contains(&c) {
            return c;
        }
        if seen.len() == ESTIMATED_SIGNS {
            return '~';
        }
        seen.push(c);
        c
    });
    Zeroizing::new(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::{ESTIMATED_CHARACTERS, ESTIMATED_SIGNS, SIGNS, estimated};

    /// ACC-5, ACC-11
    #[test]
    fn the_estimate_reads_a_beginning_with_few_signs_of_the_longest_password() {
        let crafted = format!("{}Aa", "again=@4(8({[<3691!|70$5+7%2".repeat(5));
        let shown = estimated(&crafted);
        assert_eq!(shown.chars().count(), ESTIMATED_CHARACTERS);
        let mut signs: Vec<char> = shown.chars().filter(|c| SIGNS.contains(*c)).collect();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), ESTIMATED_SIGNS);
        assert_eq!(estimated("Rk7%wzq4").as_str(), "Rk7%wzq4", "an ordinary one is read as it is");
        assert_eq!(estimated(&"漢".repeat(85)).chars().count(), ESTIMATED_CHARACTERS);
    }
}
