//! Activation codes (LIC-2): `XXXXX-XXXXX-XXXXX-XXXXX`, 20 symbols of Crockford's base 32.
//!
//! | symbol | content |
//! | --- | --- |
//! | 1 | 5 bits: version (3 bits, now 1), kind (2 bits) |
//! | 2–18 | 85 random bits |
//! | 19, 20 | Reed–Solomon check over GF(32), see `docs/formats/activation-code.md` |
//!
//! The check stands before the database: every single wrong symbol, every swap of neighbors and every two wrong symbols
//! are refused here, and so are 1,023 of 1,024 guesses.

use std::fmt;
use std::str::FromStr;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::around;
use crate::gf32;

pub use crate::around::visible;

/// The symbols in the order of their values; `I`, `L`, `O` and `U` are missing on purpose.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many symbols a code has, without hyphens.
pub const SYMBOLS: usize = 20;

/// Longer input, in characters, is refused without being read to its end.
pub const MAX_INPUT: usize = 128;

/// The version written by [`ActivationCode::generate`], the only one known.
const VERSION: u8 = 1;

/// What kind of license a code stands for; part of the code, so that a product can tell without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Bought for a term. The code begins with `4`.
    Commercial,
    /// Free, for a limited time (LIC-22). The code begins with `5`.
    Trial,
    /// Renews itself until canceled. The code begins with `6`.
    Subscription,
    /// For partners' demonstrations and the press. The code begins with `7`.
    NotForResale,
}

impl CodeKind {
    /// Every kind, in the order of their symbols.
    pub const ALL: [Self; 4] = [Self::Commercial, Self::Trial, Self::Subscription, Self::NotForResale];

    fn value(self) -> u8 {
        VERSION << 2
            | match self {
                Self::Commercial => 0,
                Self::Trial => 1,
                Self::Subscription => 2,
                Self::NotForResale => 3,
            }
    }

    fn from_value(value: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.value() == value)
    }
}

/// Why a text is no activation code. Positions count symbols from 1, without hyphens and spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing but separators was entered.
    #[error("the activation code is empty")]
    Empty,
    /// Not 20 symbols. Separators are not counted.
    #[error("an activation code has 20 letters and digits, this has {found}")]
    Length {
        /// How many symbols were entered; all characters, when the input is over [`MAX_INPUT`].
        found: usize,
    },
    /// A character that no code contains, or a first symbol of a version not known here.
    #[error("character {position}, “{}”, cannot stand there in an activation code", visible(*found))]
    Symbol {
        /// Where it stands.
        position: u8,
        /// The character as it was entered.
        found: char,
    },
    /// The check symbols disagree: something was mistyped.
    #[error("the activation code is mistyped")]
    Check {
        /// The one wrong symbol, when a single wrong symbol explains the entry and a swap of neighbors does not.
        /// A hint for the person only: the code is never corrected silently.
        position: Option<u8>,
        /// What would have to stand there instead.
        suggestion: Option<char>,
    },
}

/// A well-formed activation code: a secret, erased from memory when dropped, and never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct ActivationCode {
    /// Always ASCII from [`ALPHABET`].
    symbols: [u8; SYMBOLS],
}

impl ActivationCode {
    /// Makes a new code; `fill` must fill its argument (11 bytes) from a cryptographic random source.
    ///
    /// Every one of the 2⁸⁵ codes of the kind is equally likely.
    pub fn generate(kind: CodeKind, fill: &mut impl FnMut(&mut [u8])) -> Self {
        let mut random = [0; 16];
        fill(&mut random[..11]);
        let mut bits = u128::from_le_bytes(random);
        let mut values = [0; 18];
        values[0] = kind.value();
        for value in &mut values[1..] {
            *value = (bits & 0b1_1111) as u8;
            bits >>= 5;
        }
        let mut symbols = [0; SYMBOLS];
        for (symbol, value) in symbols.iter_mut().zip(values.into_iter().chain(gf32::check_symbols(&values))) {
            *symbol = ALPHABET[usize::from(value)];
        }
        random.zeroize();
        values.zeroize();
        bits.zeroize();
        Self { symbols }
    }

    /// Reads what a person typed or pasted: any case, with or without hyphens and spaces, O for 0, I or L for 1, full-width
    /// characters of a Japanese input method, and Cyrillic letters that look like Latin ones. What stands around a code in a
    /// mail is left out: a label such as `Activation code:`, quotes, brackets, emphasis, and signs that nobody sees.
    ///
    /// # Errors
    /// See [`CodeError`]; an unknown character is reported before a wrong length, and both before a failing check.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        if text.chars().nth(MAX_INPUT).is_some() {
            return Err(CodeError::Length { found: text.chars().count() });
        }
        let mut values = [0; SYMBOLS];
        let mut found = 0;
        let mut first = '\0';
        for character in around::without_label(text).chars().filter(|character| !around::is_nothing(*character)) {
            let value = value_of(character)
                .ok_or(CodeError::Symbol { position: u8::try_from(found + 1).unwrap_or(u8::MAX), found: character })?;
            if found == 0 {
                first = character;
            }
            if let Some(place) = values.get_mut(found) {
                *place = value;
            }
            found += 1;
        }
        match found {
            0 => return Err(CodeError::Empty),
            SYMBOLS => {}
            _ => return Err(CodeError::Length { found }),
        }
        check(&values)?;
        if CodeKind::from_value(values[0]).is_none() {
            return Err(CodeError::Symbol { position: 1, found: first });
        }
        let code = Self { symbols: values.map(|value| ALPHABET[usize::from(value)]) };
        values.zeroize();
        Ok(code)
    }

    /// The kind, read from the first symbol.
    #[must_use]
    pub fn kind(&self) -> CodeKind {
        // The first symbol is one of "4567" in every code that `generate` and `parse` can make.
        match self.symbols[0] {
            b'5' => CodeKind::Trial,
            b'6' => CodeKind::Subscription,
            b'7' => CodeKind::NotForResale,
            _ => CodeKind::Commercial,
        }
    }

    /// The 20 symbols without hyphens, upper case: the form to hash for a look-up (LIC-4).
    #[must_use]
    pub fn canonical(&self) -> &[u8; SYMBOLS] {
        &self.symbols
    }

    /// The same 20 symbols as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // All symbols come from the ASCII alphabet, so the fallback is never taken.
        std::str::from_utf8(&self.symbols).unwrap_or_default()
    }

    /// The first five symbols; may be shown.
    #[must_use]
    pub fn first_group(&self) -> &str {
        &self.as_str()[..5]
    }

    /// The last five symbols; may be shown and logged.
    #[must_use]
    pub fn last_group(&self) -> &str {
        &self.as_str()[15..]
    }

    /// `XXXXX-•••••-•••••-XXXXX`, for lists and mails.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}-•••••-•••••-{}", self.first_group(), self.last_group())
    }
}

/// The whole code with hyphens: only for its owner.
impl fmt::Display for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.as_str();
        write!(f, "{}-{}-{}-{}", &code[..5], &code[5..10], &code[10..15], &code[15..])
    }
}

/// The last group alone, so that a code never reaches a log.
impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActivationCode(…-{})", self.last_group())
    }
}

impl FromStr for ActivationCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        Self::parse(text)
    }
}

fn check(values: &[u8; SYMBOLS]) -> Result<(), CodeError> {
    let syndromes = gf32::syndromes(values);
    if syndromes == [0, 0] {
        return Ok(());
    }
    // A correction that no issued code can have is no explanation.
    let begins = |value| CodeKind::from_value(value).is_some();
    let hint = gf32::single_error(syndromes)
        .map(|(index, change)| (index, values[index] ^ change))
        .filter(|(index, value)| *index != 0 || begins(*value))
        // A swap is the likelier cause when it explains the entry too: then pointing at one place would mislead.
        .filter(|_| !gf32::explained_by_swap(values, begins));
    Err(CodeError::Check {
        position: hint.and_then(|(index, _)| u8::try_from(index + 1).ok()),
        suggestion: hint.map(|(_, value)| char::from(ALPHABET[usize::from(value)])),
    })
}

/// The value of an entered character, or `None` when no code contains it.
fn value_of(character: char) -> Option<u8> {
    let narrow = match character {
        // Full-width forms stand at a fixed distance from ASCII (Unicode block FF00).
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)?,
        other => other,
    };
    let upper = match narrow {
        'А' | 'а' => 'A',
        'В' | 'в' => 'B',
        'С' | 'с' => 'C',
        'Е' | 'е' => 'E',
        'Н' | 'н' => 'H',
        'К' | 'к' => 'K',
        'М' | 'м' => 'M',
        'О' | 'о' => '0',
        'Р' | 'р' => 'P',
        'Т' | 'т' => 'T',
        'Х' | 'х' => 'X',
        'У' | 'у' => 'Y',
        'І' | 'і' => '1',
        'Ѕ' | 'ѕ' => 'S',
        latin => latin.to_ascii_uppercase(),
    };
    let symbol = match upper {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let position = ALPHABET.iter().position(|known| char::from(*known) == symbol)?;
    u8::try_from(position).ok()
}
