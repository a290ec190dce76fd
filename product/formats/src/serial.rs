//! Serial numbers of key files (LIC-11): eight hexadecimal digits, `3F2A91C0.key`.
//!
//! The portal counts; the number that people see is the count through a keyed permutation of 32 bits. So no two are equal,
//! and nobody can tell from one how many there are, or guess the next.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Rounds of the Feistel network; four suffice for a pseudorandom permutation (Luby and Rackoff), the rest is for halves
/// as small as these.
const ROUNDS: u8 = 10;
const CONTEXT: &[u8] = b"gatehouse-serial-1\0";
/// How a key file's name ends.
const ENDING: &str = ".key";

/// Why a text is no serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a serial number has eight digits from 0 to 9 and A to F")]
pub struct SerialError;

/// The serial number of a key file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Serial(u32);

impl Serial {
    /// Reads what people type and what files are called: in any case, with or without `.key`, with spaces around it.
    ///
    /// # Errors
    /// [`SerialError`].
    pub fn parse(text: &str) -> Result<Self, SerialError> {
        let text = text.trim();
        let cut = text.len().checked_sub(ENDING.len()).filter(|at| text.is_char_boundary(*at));
        let digits = match cut {
            Some(at) if text[at..].eq_ignore_ascii_case(ENDING) => &text[..at],
            _ => text,
        };
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(SerialError);
        }
        u32::from_str_radix(digits, 16).map(Self).map_err(|_| SerialError)
    }

    /// The name of its file: `3F2A91C0.key`.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("{self}{ENDING}")
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Serial({self})")
    }
}

impl TryFrom<String> for Serial {
    type Error = SerialError;

    /// Only the canonical form: eight digits in capitals.
    fn try_from(text: String) -> Result<Self, SerialError> {
        Self::parse(&text).and_then(|serial| if serial.to_string() == text { Ok(serial) } else { Err(SerialError) })
    }
}

impl From<Serial> for String {
    fn from(serial: Serial) -> Self {
        serial.to_string()
    }
}

/// The permutation between the portal's count and serial numbers. The key is a secret of the installation and never
/// changes: with another key, a count would give the serial number of another file.
pub struct Serials {
    key: [u8; 32],
}

impl Serials {
    /// The permutation of this key.
    #[must_use]
    pub const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The serial number of the file that was counted as `count`.
    #[must_use]
    pub fn of(&self, count: u32) -> Serial {
        let (mut left, mut right) = halves(count);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.mix(round, right));
        }
        Serial(joined(left, right))
    }

    /// The count behind a serial number.
    #[must_use]
    pub fn count(&self, serial: Serial) -> u32 {
        let (mut left, mut right) = halves(serial.0);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.mix(round, left), left);
        }
        joined(left, right)
    }

    /// The first two bytes of a hash over the key and a text of one length, so that no extension of it means anything.
    fn mix(&self, round: u8, half: u16) -> u16 {
        let hash = Sha256::new()
            .chain_update(CONTEXT)
            .chain_update(self.key)
            .chain_update([round])
            .chain_update(half.to_be_bytes())
            .finalize();
        u16::from_be_bytes([hash[0], hash[1]])
    }
}

const fn halves(number: u32) -> (u16, u16) {
    let [a, b, c, d] = number.to_be_bytes();
    (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]))
}

const fn joined(left: u16, right: u16) -> u32 {
    let ([a, b], [c, d]) = (left.to_be_bytes(), right.to_be_bytes());
    u32::from_be_bytes([a, b, c, d])
}
