//! The number of a request: `R-<yy><7 digits>-<check>` (SUP-6). The check character is that of ISO 7064 mod 37,36 over digits and year, so a
//! mistyped number is none. A number is shown and searched by; it is never a credential.

use std::fmt;

/// The most requests of a year.
pub const MOST: i64 = 9_999_999;

const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A number with a right check character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    year: u8,
    seq: u32,
}

impl Number {
    /// The `seq`th of a year, 1 to [`MOST`]; `year`: all four digits.
    #[must_use]
    pub fn new(year: i64, seq: i64) -> Option<Self> {
        let year = u8::try_from(year.rem_euclid(100)).ok()?;
        (1..=MOST).contains(&seq).then_some(Self { year, seq: u32::try_from(seq).ok()? })
    }

    /// Reads one as people write it: in any case, with or without its dashes and the leading `R`, among spaces, and in the full-width letters of
    /// Japanese keyboards. One whose check character is missing or wrong is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: Vec<u8> = text
            .chars()
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                _ => c,
            })
            .filter(|c| !c.is_whitespace() && *c != '-' && *c != '[' && *c != ']')
            .map(|c| u8::try_from(c.to_ascii_uppercase()).ok())
            .collect::<Option<_>>()?;
        let body = plain.strip_prefix(b"R").filter(|rest| rest.len() == 10).unwrap_or(&plain);
        let (digits, check) = body.split_last_chunk::<1>().map(|(digits, check)| (digits, check[0]))?;
        if digits.len() != 9 || !digits.iter().all(u8::is_ascii_digit) || check_character(digits) != check {
            return None;
        }
        let value = digits.iter().fold(0_u32, |value, digit| value * 10 + u32::from(digit - b'0'));
        let (year, seq) = (u8::try_from(value / 10_000_000).ok()?, value % 10_000_000);
        (seq > 0).then_some(Self { year, seq })
    }

    /// The number that stands in brackets in a subject; the first one with a right check character.
    #[must_use]
    pub fn in_subject(subject: &str) -> Option<Self> {
        subject.split('[').skip(1).filter_map(|rest| rest.split_once(']')).find_map(|(inside, _)| {
            let has_letter = inside.trim_start().starts_with(['R', 'r']);
            if has_letter { Self::parse(inside) } else { None }
        })
    }

    fn digits(self) -> [u8; 9] {
        let mut digits = [b'0'; 9];
        let mut value = u32::from(self.year) * 10_000_000 + self.seq;
        for place in digits.iter_mut().rev() {
            *place = b'0' + u8::try_from(value % 10).unwrap_or(0);
            value /= 10;
        }
        digits
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let text = std::str::from_utf8(&digits).map_err(|_| fmt::Error)?;
        write!(f, "R-{text}-{}", char::from(check_character(&digits)))
    }
}

/// ISO 7064 mod 37,36: a hybrid system with one check character of the alphabet itself.
fn check_character(digits: &[u8]) -> u8 {
    let value = |c: u8| ALPHABET.iter().position(|one| *one == c).unwrap_or(0);
    let product = digits.iter().fold(36, |product, digit| {
        let sum = (product + value(*digit)) % 36;
        (if sum == 0 { 36 } else { sum } * 2) % 37
    });
    ALPHABET[(37 - product) % 36]
}

#[cfg(test)]
mod tests {
    use super::{MOST, Number, check_character};
    use proptest::prelude::*;

    /// SUP-6: the example of the Global Release Identifier, which uses ISO/IEC 7064 mod 37,36 too: A1-2425G-ABC1234002-M.
    #[test]
    fn the_check_character_is_that_of_the_standard() {
        assert_eq!(check_character(b"A12425GABC1234002"), b'M');
    }

    #[test]
    fn it_is_read_as_people_write_it() {
        let number = Number::new(2026, 1_234).unwrap();
        let shown = number.to_string();
        assert!(shown.starts_with("R-260001234-"), "{shown}");
        let bare = shown.replace('-', "");
        for written in [&shown, &shown.to_lowercase(), &bare, &bare[1..].to_owned(), &format!(" [{shown}] ")] {
            assert_eq!(Number::parse(written), Some(number), "{written}");
        }
        let wide: String = shown.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        assert_eq!(Number::parse(&wide), Some(number));
        assert_eq!(Number::in_subject(&format!("Re: [4] [{shown}] it is on fire")), Some(number));
        assert_eq!(Number::in_subject(&format!("Re: {shown}")), None, "without brackets");
        assert_eq!((Number::new(2026, 0), Number::new(2026, MOST + 1)), (None, None));
        for none in ["", "R", "R-26", "0", "R-260000000-0", "é", "R-2600012340-1"] {
            assert_eq!(Number::parse(none), None, "{none}");
        }
    }

    proptest! {
        /// SUP-6: a mistyped character is noticed always; neighbours that changed places are nearly always.
        #[test]
        fn a_mistyped_number_is_none(seq in 1..=MOST, place in 0_usize..10, other in 0_u8..10) {
            let number = Number::new(2026, seq).unwrap();
            let plain = number.to_string().replace('-', "").split_off(1);
            prop_assert_eq!(Number::parse(&plain), Some(number));
            let mut typed = plain.clone().into_bytes();
            typed[place] = b'0' + other;
            let typed = String::from_utf8(typed).unwrap();
            prop_assert!(typed == plain || Number::parse(&typed).is_none(), "{}", typed);
        }
    }
}
