//! Products that wait for their owner (RFC 8628): the code that is typed, and what a product tells of itself.

use crate::model::acr::Acr;
use gatehouse_core::text::one_line;
use gatehouse_core::{Moment, Random, Uuid};
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};

/// Letters that are not mistaken for one another and make no words (RFC 8628 §6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Letters of a code.
const LENGTH: usize = 8;
/// Letters before the dash.
const HALF: usize = 4;
/// The most characters of what a product tells.
const TOLD: usize = 100;

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// Nobody has decided.
    Waiting,
    /// Somebody has connected it.
    Approved,
    /// Somebody has said no.
    Denied,
}

stored_words!(DeviceState { Waiting = "waiting", Approved = "approved", Denied = "denied" });

/// What a product tells of itself and wants. Nobody vouches for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Scopes, separated by spaces.
    pub scope: String,
    /// Its name.
    pub product: String,
    /// Its version.
    pub version: String,
    /// What its machine is called.
    pub host: String,
    /// The address that was typed in it (ACC-4).
    pub login_hint: String,
}

/// What was allowed, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Who.
    pub account: Uuid,
    /// Scopes, separated by spaces.
    pub scope: String,
    /// When they had proven who they are.
    pub proven_at: i64,
    /// By what.
    pub acr: Acr,
}

impl Approved {
    /// When they had proven who they are.
    #[must_use]
    pub const fn proven(&self) -> Moment {
        Moment(self.proven_at)
    }
}

/// One line of what a product tells: cut, and empty where it cannot be read.
#[must_use]
pub fn told(text: &str) -> String {
    let cut: String = text.chars().take(TOLD).collect();
    one_line(&cut).unwrap_or_default()
}

/// A new code, `XXXX-XXXX`.
pub fn new_code(random: &dyn Random) -> String {
    let letters = LETTERS.len() as u64;
    let mut code = String::with_capacity(LENGTH + 1);
    for at in 0..LENGTH {
        if at == HALF {
            code.push('-');
        }
        let letter = usize::try_from(random.below(letters)).ok().and_then(|at| LETTERS.get(at));
        code.push(char::from(letter.copied().unwrap_or(b'B')));
    }
    code
}

/// A code as it was typed: in capitals or not, with a dash, spaces or none, in the letters of a Japanese keyboard too. `None`: no code is so.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(LENGTH + 1);
    for c in typed.chars().take(40) {
        let c = match c {
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0)?,
            c => c,
        };
        let c = c.to_ascii_uppercase();
        if c.is_whitespace() || matches!(c, '-' | '－' | 'ー' | '‐' | '–' | '—') {
            continue;
        }
        if !c.is_ascii() || !LETTERS.contains(&u8::try_from(c).ok()?) {
            return None;
        }
        if code.len() == HALF {
            code.push('-');
        }
        code.push(c);
    }
    (code.len() == LENGTH + 1).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::{new_code, read_code, told};
    use gatehouse_core::SystemRandom;

    /// ACC-21
    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for _ in 0..100 {
            let code = new_code(&SystemRandom);
            assert_eq!(code.len(), 9);
            assert_eq!(read_code(&code).as_deref(), Some(code.as_str()));
            assert_eq!(read_code(&code.replace('-', "").to_lowercase()).as_deref(), Some(code.as_str()));
        }
        assert_eq!(read_code(" bcdf ghjk ").as_deref(), Some("BCDF-GHJK"));
        assert_eq!(read_code("ｂｃｄｆーｇｈｊｋ").as_deref(), Some("BCDF-GHJK"));
        for none in ["", "BCDF", "BCDF-GHJ", "BCDF-GHJKL", "BCDF-GHJA", "BCDF-GHJ1", "%%%%-%%%%", "ВСDF-GHJK"] {
            assert_eq!(read_code(none), None, "{none}");
        }
    }

    /// ACC-21
    #[test]
    fn what_a_product_tells_is_one_short_line() {
        assert_eq!(told(" Lantern "), "Lantern");
        assert_eq!(told("a\u{202e}b"), "");
        assert_eq!(told(&"x".repeat(500)).len(), 100);
    }
}
