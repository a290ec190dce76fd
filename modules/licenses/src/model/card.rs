//! A saved card: its last four digits and the month in which it ends, and nothing else of it (ACC-19).

use gatehouse_core::{Fault, Moment, Random, Uuid};
use gatehouse_seal::SubjectKey;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, civil::date};

/// Where it is sealed.
const PLACE: &str = "saved_card.card_sealed";
/// How far ahead a card's end may lie, in years.
const YEARS: i16 = 30;

/// What is kept of a card.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    last_four: String,
    /// The first day of the month in which it ends.
    month: Date,
}

impl Card {
    /// Reads four digits, and a month as `2028-09` or `09/28`. `None` for anything else.
    pub fn read(last_four: &str, expires: &str) -> Option<Self> {
        let is_four = last_four.len() == 4 && last_four.bytes().all(|byte| byte.is_ascii_digit());
        if !is_four {
            return None;
        }
        Some(Self { last_four: last_four.to_owned(), month: month(expires)? })
    }

    /// The last four digits.
    pub fn last_four(&self) -> &str {
        &self.last_four
    }

    /// The month in which it ends: `2028-09`.
    pub fn expires(&self) -> String {
        self.month.strftime("%Y-%m").to_string()
    }

    /// The same as it stands on the card: `09/28`.
    pub fn printed_end(&self) -> String {
        self.month.strftime("%m/%y").to_string()
    }

    /// From when on it is of no use: the month is over everywhere.
    pub fn ends_at(&self) -> Result<Moment, Fault> {
        let over = self.month.checked_add(1.month()).and_then(|next| next.checked_add(1.day()));
        let over = over.and_then(|day| day.to_zoned(TimeZone::UTC)).map_err(|_| Fault::new("a card of another age"))?;
        Ok(Moment(over.timestamp().as_microsecond()))
    }

    /// Whether it ends within a reasonable time from `now`, and not before.
    pub fn is_current(&self, now: Moment) -> bool {
        let year = self.month.year();
        let this_year = jiff::Timestamp::from_microsecond(now.0).map_or(0, |at| at.to_zoned(TimeZone::UTC).year());
        self.ends_at().is_ok_and(|ends| ends > now) && year <= this_year + YEARS
    }

    /// Seals it under the account's key.
    pub(crate) fn seal(&self, random: &dyn Random, key: &SubjectKey, row: Uuid) -> Result<Vec<u8>, Fault> {
        key.seal(random, PLACE, row, format!("{} {}", self.last_four, self.expires()).as_bytes())
    }

    /// What was sealed.
    pub(crate) fn open(key: &SubjectKey, row: Uuid, sealed: &[u8]) -> Result<Self, Fault> {
        let text = key.open_text(PLACE, row, sealed)?;
        let card = text.split_once(' ').and_then(|(last_four, expires)| Self::read(last_four, expires));
        card.ok_or_else(|| Fault::new("a saved card is damaged"))
    }
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Card")
    }
}

fn month(text: &str) -> Option<Date> {
    let (year, month) = match text.split_once('/') {
        Some((month, year)) if year.len() == 2 => (2000 + number(year)?, number(month).filter(|_| month.len() == 2)?),
        Some(_) => return None,
        None => {
            let (year, month) = text.split_once('-')?;
            (number(year).filter(|_| year.len() == 4)?, number(month).filter(|_| month.len() == 2)?)
        }
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    Some(date(year, i8::try_from(month).ok()?, 1))
}

fn number(text: &str) -> Option<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Whether more digits stand there than the last four: perhaps a whole number, which must not come in.
pub fn has_too_many_digits(text: &str, most: usize) -> bool {
    text.chars().filter(|c| c.is_numeric()).nth(most).is_some()
}

/// Whether a text holds what can be the number of a card: 13 to 19 digits, perhaps in groups, that begin and end like one (ISO/IEC
/// 7812, Luhn).
pub fn holds_card_number(text: &str) -> bool {
    let mut digits: Vec<u32> = Vec::new();
    for c in text.chars().chain(['\n']) {
        match c.to_digit(10) {
            Some(digit) => digits.push(digit),
            // Within a group of one number.
            None if matches!(c, ' ' | '-' | '\u{a0}') => {}
            None => {
                if is_card_number(&digits) {
                    return true;
                }
                digits.clear();
            }
        }
    }
    false
}

fn is_card_number(digits: &[u32]) -> bool {
    if !(13..=19).contains(&digits.len()) || !matches!(digits.first(), Some(2..=6)) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match digit * (1 + u32::try_from(place % 2).unwrap_or(0)) {
            doubled @ 10.. => doubled - 9,
            single => single,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{Card, has_too_many_digits, holds_card_number};
    use gatehouse_core::Moment;

    fn moment(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    /// ACC-19
    #[test]
    fn of_a_card_four_digits_and_a_month_are_read_and_nothing_else() {
        for expires in ["2028-09", "09/28"] {
            let card = Card::read("4242", expires).unwrap();
            assert_eq!(
                (card.last_four(), card.expires().as_str(), card.printed_end().as_str()),
                ("4242", "2028-09", "09/28")
            );
            assert_eq!(card.ends_at().unwrap(), moment("2028-10-02T00:00:00Z"));
            assert_eq!(format!("{card:?}"), "Card");
        }
        for (four, expires) in [
            ("424", "2028-09"),
            ("42424", "2028-09"),
            ("４２４２", "2028-09"),
            ("42 2", "2028-09"),
            ("4242", "2028-13"),
            ("4242", "2028-9"),
            ("4242", "9/28"),
            ("4242", "09/2028"),
            ("4242", "28-09"),
            ("4242", ""),
        ] {
            assert!(Card::read(four, expires).is_none(), "{four} {expires}");
        }
        let card = Card::read("4242", "2026-11").unwrap();
        assert!(card.is_current(moment("2026-11-30T23:00:00Z")) && !card.is_current(moment("2026-12-02T00:00:00Z")));
        assert!(!Card::read("4242", "2099-11").unwrap().is_current(moment("2026-11-30T23:00:00Z")));
    }

    /// ACC-19
    #[test]
    fn a_card_number_is_known_wherever_it_stands() {
        assert!(has_too_many_digits("4242 4242 4242 4242", 4) && has_too_many_digits("42424", 4));
        assert!(!has_too_many_digits("4242", 4) && !has_too_many_digits("•••• 4242", 4));
        for text in ["4242424242424242", "paid by 4242 4242 4242 4242.", "5555-5555-5555-4444", "a\n378282246310005\nb"]
        {
            assert!(holds_card_number(text), "{text}");
        }
        for text in ["", "S-10093", "4242", "4242424242424241", "order 1234567890123456", "+49 30 1234567"] {
            assert!(!holds_card_number(text), "{text}");
        }
    }
}
