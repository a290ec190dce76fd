//! Telephone numbers that can get text messages.

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, Type, country};
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;

/// The most characters that are looked at.
const LONGEST: usize = 40;

/// A number as E.164 writes it, such as `+819012345678`, with its country.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    e164: String,
    country: String,
}

/// Why a text is no number to send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Missing,
    /// No number that exists by the plan of its country.
    Invalid,
    /// A number that gets no text messages, or that costs who sends to it: a land line, a premium rate.
    NotMobile,
}

impl PhoneNumber {
    /// Reads what a person typed: with `+` and the country's code, or as it is dialed in `home` (ISO 3166-1).
    pub fn parse(typed: &str, home: Option<&str>) -> Result<Self, NumberError> {
        if typed.trim().is_empty() {
            return Err(NumberError::Missing);
        }
        let plain = plain(typed).ok_or(NumberError::Invalid)?;
        let home: Option<country::Id> = home.and_then(|code| code.parse().ok());
        let is_whole = plain.starts_with('+');
        if !is_whole && home.is_none() {
            return Err(NumberError::Invalid);
        }
        let found = phonenumber::parse(if is_whole { None } else { home }, &plain).map_err(|_| NumberError::Invalid)?;
        let e164 = found.format().mode(Mode::E164).to_string();
        // Who types the whole number means that one, digit by digit.
        let is_meant = !is_whole || e164 == plain;
        if !is_meant || !is_e164(&e164) || found.extension().is_some() || !found.is_valid() {
            return Err(NumberError::Invalid);
        }
        let country = code_of(&found).ok_or(NumberError::Invalid)?;
        match found.number_type(&DATABASE) {
            Type::Mobile | Type::FixedLineOrMobile => Ok(Self { e164, country }),
            _ => Err(NumberError::NotMobile),
        }
    }

    /// One that was read once and stored, also where the plan of its country has changed since.
    pub fn stored(e164: &str) -> Option<Self> {
        let found = is_e164(e164).then(|| phonenumber::parse(None, e164).ok())?;
        Some(Self { e164: e164.to_owned(), country: found.as_ref().and_then(code_of).unwrap_or_default() })
    }

    /// The number with its `+`.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// Its country (ISO 3166-1).
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The last two digits: all that is shown of it.
    pub fn ending(&self) -> &str {
        ending(&self.e164)
    }
}

/// The country of a number; `None`: it is of none.
fn code_of(number: &phonenumber::PhoneNumber) -> Option<String> {
    let id = number.country().id()?;
    let code: &str = id.as_ref();
    Some(code.to_owned())
}

/// The last two digits of a number.
pub fn ending(e164: &str) -> &str {
    e164.get(e164.len().saturating_sub(2)..).unwrap_or_default()
}

fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Digits behind at most one `+`, without what people write between them; `None`: there is something else in it.
fn plain(typed: &str) -> Option<String> {
    if typed.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut out = String::new();
    for c in typed.nfkc().filter(|c| !c.is_whitespace() && !"-‐‑–().·/".contains(*c)) {
        match c {
            '+' if out.is_empty() => out.push('+'),
            '0'..='9' => out.push(c),
            _ => return None,
        }
    }
    Some(out)
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber")
    }
}

#[cfg(test)]
mod tests {
    use super::{NumberError, PhoneNumber};

    fn read(typed: &str, home: Option<&str>) -> Result<(String, String), NumberError> {
        PhoneNumber::parse(typed, home).map(|number| (number.e164().to_owned(), number.country().to_owned()))
    }

    fn is(e164: &str, country: &str) -> Result<(String, String), NumberError> {
        Ok((e164.to_owned(), country.to_owned()))
    }

    /// ACC-9
    #[test]
    fn a_number_is_read_as_people_write_it() {
        for typed in ["+81 90-1234-5678", "＋８１　９０－１２３４－５６７８", "+819012345678"] {
            assert_eq!(read(typed, None), is("+819012345678", "JP"), "{typed}");
        }
        assert_eq!(read("090-1234-5678", Some("JP")), is("+819012345678", "JP"));
        assert_eq!(
            read("+7 916 123-45-67", Some("JP")),
            is("+79161234567", "RU"),
            "the whole number goes before the country"
        );
        assert_eq!(read("8 (916) 123-45-67", Some("RU")), is("+79161234567", "RU"));
        assert_eq!(read("+1 (201) 555-0123", None), is("+12015550123", "US"));
        assert_eq!(PhoneNumber::parse("+81 90-1234-5678", None).unwrap().ending(), "78");
        assert_eq!(format!("{:?}", PhoneNumber::parse("+819012345678", None).unwrap()), "PhoneNumber");
    }

    /// ACC-9
    #[test]
    fn what_gets_no_text_message_is_refused() {
        assert_eq!(read(" ", Some("JP")), Err(NumberError::Missing));
        for typed in [
            "call me",
            "090-1234-5678",
            "+81 90-1234-567",
            "+999 12345678",
            "+8190123456781234",
            "+81 90 1234 5678 ext 5",
            "+81 90 1234 5678;ext=5",
            "tel:+819012345678",
            "++819012345678",
            "+81901234\"}5678",
            "+8190\r\n12345678x",
            &"1".repeat(5000),
        ] {
            assert_eq!(read(typed, None), Err(NumberError::Invalid), "{typed}");
        }
        for typed in ["+81 3-1234-5678", "+81 990-123-456", "+44 909 879 0000"] {
            assert!(read(typed, None).is_err(), "a land line or a premium rate: {typed}");
        }
    }
}
