//! What people and programs typed, and what is wrong with it.
//!
//! A form's fields and a JSON body's members reach an action as text, so that one place checks both and names
//! everything that is wrong at once (ALL-9). The names of fields and members are the same.

mod wrong;

pub use wrong::{FieldError, Invalid, Wrong, invalid};

use super::agreement::MOST_CHARACTERS;
use gatehouse_address::{Email, EmailError, LONGEST as LONGEST_EMAIL};
use gatehouse_core::day::{DayError, first_moment, last_moment};
use gatehouse_core::text::{one_line, several_lines};
use gatehouse_core::{Errors, Moment};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// The most characters of a name.
pub const NAME: usize = 120;
/// The most characters of a slug.
pub const SLUG: usize = 64;
/// The most characters of a text of several lines.
pub const PROSE: usize = 2_000;

/// What a field of a form holds; `None` when it was left empty. A member of a JSON body is there or is not.
pub fn entered(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A stable word made of a name, where one can be made: `Home Security!` becomes `home-security`. Of a name in another script there is none.
pub fn slug_of(name: &str) -> Option<String> {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    let slug: String = slug.chars().take(SLUG).collect();
    let is_whole = name.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii());
    Some(slug.trim_end_matches('-').to_owned()).filter(|slug| is_whole && !slug.is_empty())
}

/// A number of a JSON body as actions take it, as text; `null` and a missing one are empty. A text is none.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<i64>::deserialize(deserializer)?.map(|number| number.to_string()).unwrap_or_default())
}

/// A text of a JSON body; `null` and a missing one are empty.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads fields and collects what is wrong with them. A wrong field reads as a harmless value; nobody sees it,
/// because [`Reader::finish`] refuses.
#[derive(Debug, Default)]
pub struct Reader {
    errors: Vec<FieldError>,
}

impl Reader {
    /// Notes one thing.
    pub fn wrong(&mut self, field: impl Into<Cow<'static, str>>, wrong: Wrong) {
        self.errors.push(FieldError { field: field.into(), wrong });
    }

    /// Says this of a field that is wrong already, in place of what was found there.
    pub fn rather(&mut self, field: &str, wrong: Wrong) {
        if let Some(error) = self.errors.iter_mut().find(|error| error.field == field) {
            error.wrong = wrong;
        }
    }

    /// Reads what stands below `prefix`, such as the first edition of a new product: what is wrong there is at `prefix.field`.
    pub fn within<T>(&mut self, prefix: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let mut inner = Self::default();
        let value = read(&mut inner);
        for FieldError { field, wrong } in inner.errors {
            self.wrong(format!("{prefix}.{field}"), wrong);
        }
        value
    }

    /// The value, or everything that is wrong.
    pub fn finish<T>(self, value: T) -> Result<T, Invalid> {
        Errors::from(self.errors).done().map(|()| value)
    }

    /// One line, trimmed, 1 to `most` characters.
    pub fn line(&mut self, field: impl Into<Cow<'static, str>>, text: &str, most: usize) -> String {
        let field = field.into();
        let text = self.fitting(field.clone(), one_line(text), most);
        if text.is_empty() && !self.errors.iter().any(|e| e.field == field) {
            self.wrong(field, Wrong::Required);
        }
        text
    }

    /// One line, trimmed, at most `most` characters; may be empty.
    pub fn optional_line(&mut self, field: &'static str, text: &str, most: usize) -> String {
        self.fitting(field.into(), one_line(text), most)
    }

    /// Several lines, trimmed, line ends made `\n`; may be empty.
    pub fn prose(&mut self, field: &'static str, text: &str) -> String {
        self.fitting(field.into(), several_lines(text), PROSE)
    }

    /// The text of an agreement: several lines, trimmed, 1 to [`MOST_CHARACTERS`].
    pub fn agreement(&mut self, field: impl Into<Cow<'static, str>>, text: &str) -> String {
        let field = field.into();
        let text = self.fitting(field.clone(), several_lines(text), MOST_CHARACTERS);
        if text.is_empty() && !self.errors.iter().any(|e| e.field == field) {
            self.wrong(field, Wrong::Required);
        }
        text
    }

    fn fitting(&mut self, field: Cow<'static, str>, text: Result<String, char>, most: usize) -> String {
        match text {
            Err(character) => self.wrong(field, Wrong::Unprintable(character)),
            Ok(text) if text.chars().nth(most).is_some() => self.wrong(field, Wrong::TooLong(most)),
            Ok(text) => return text,
        }
        String::new()
    }

    /// A stable word: `home-security`. Upper case is made lower.
    pub fn slug(&mut self, field: &'static str, text: &str) -> String {
        let slug = text.trim().to_lowercase();
        let shaped =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if slug.is_empty() {
            self.wrong(field, Wrong::Required);
        } else if slug.len() > SLUG {
            self.wrong(field, Wrong::TooLong(SLUG));
        } else if slug.split('-').all(shaped) {
            return slug;
        } else {
            self.wrong(field, Wrong::Slug);
        }
        String::new()
    }

    /// A whole number in `least..=most`.
    pub fn number(&mut self, field: &'static str, text: &str, least: i64, most: i64) -> i64 {
        if text.trim().is_empty() {
            self.wrong(field, Wrong::Required);
            return least;
        }
        self.optional_number(field, text, least, most).unwrap_or(least)
    }

    /// As [`Reader::number`]; nothing entered is `None`.
    pub fn optional_number(&mut self, field: &'static str, text: &str, least: i64, most: i64) -> Option<i64> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match text.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                self.wrong(field, Wrong::Number(least, most));
                None
            }
        }
    }

    /// The last microsecond of a day (`2026-11-21`) in `zone`, or an RFC 3339 moment; nothing entered is `None`.
    pub fn end_of_day(&mut self, field: &'static str, text: &str, zone: &TimeZone) -> Option<Moment> {
        self.moment(field, text, zone, last_moment)
    }

    /// The first moment of a day in `zone`, or an RFC 3339 moment; nothing entered is `None`.
    pub fn start_of_day(&mut self, field: &'static str, text: &str, zone: &TimeZone) -> Option<Moment> {
        self.moment(field, text, zone, first_moment)
    }

    fn moment(
        &mut self,
        field: &'static str,
        text: &str,
        zone: &TimeZone,
        read: fn(&str, &TimeZone) -> Result<Moment, DayError>,
    ) -> Option<Moment> {
        if text.trim().is_empty() {
            return None;
        }
        match read(text, zone) {
            Ok(moment) => return Some(moment),
            Err(DayError::NotADay) => self.wrong(field, Wrong::Day),
            Err(DayError::Year) => self.wrong(field, Wrong::Year),
        }
        None
    }

    /// An `https:` or `http:` address, or nothing.
    pub fn optional_address(&mut self, field: &'static str, text: &str) -> String {
        let text = self.optional_line(field, text, 500);
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let plausible = rest.is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or("");
            !host.is_empty() && !rest.contains(char::is_whitespace) && !rest.contains(['"', '<', '>', '\\'])
        });
        if !text.is_empty() && !plausible {
            self.wrong(field, Wrong::Address);
            return String::new();
        }
        text
    }

    /// An email address in lower case, or nothing. What an account could not have is refused: no mail would reach it.
    pub fn optional_email(&mut self, field: &'static str, text: &str) -> Option<String> {
        match Email::parse(text) {
            Ok(email) => return Some(email.normalized().to_owned()),
            Err(EmailError::Missing) => {}
            Err(EmailError::TooLong) => self.wrong(field, Wrong::TooLong(LONGEST_EMAIL)),
            Err(fault) => self.wrong(field, Wrong::Email(fault)),
        }
        None
    }

    /// The same where one is required, also as it was written.
    pub fn email(&mut self, field: &'static str, text: &str) -> Option<Email> {
        if self.optional_email(field, text).is_none() && text.trim().is_empty() {
            self.wrong(field, Wrong::Required);
        }
        Email::parse(text).ok()
    }

    /// One of the offered words.
    pub fn choice<T>(&mut self, field: &'static str, word: &str, from_word: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = from_word(word.trim());
        if found.is_none() {
            self.wrong(field, if word.trim().is_empty() { Wrong::Required } else { Wrong::Choice });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{EmailError, Reader, SLUG, Wrong, slug_of};
    use gatehouse_core::Refusal as _;
    use jiff::tz::TimeZone;

    fn wrong<T>(read: impl Fn(&mut Reader) -> T) -> Option<Wrong> {
        let mut reader = Reader::default();
        read(&mut reader);
        reader.finish(()).err().map(|invalid| invalid.first.wrong)
    }

    /// ALL-9
    #[test]
    fn every_kind_of_field_refuses_what_it_cannot_be() {
        for (bad, why) in [("", Wrong::Required), ("a b", Wrong::Slug), ("a--b", Wrong::Slug), ("ä", Wrong::Slug)] {
            assert_eq!(wrong(|r| r.slug("code", bad)), Some(why), "{bad}");
        }
        assert_eq!(wrong(|r| r.slug("code", " Home-2 ")), None);
        for bad in ["0", "-1", "11", "1.5", "1e1", "９", "99999999999999999999"] {
            assert_eq!(wrong(|r| r.number("n", bad, 1, 10)), Some(Wrong::Number(1, 10)), "{bad}");
        }
        for bad in ["2026-02-30", "tomorrow", "2026-1-1", "22026-01-01", "2026-11-21T25:00:00Z"] {
            assert_eq!(wrong(|r| r.start_of_day("d", bad, &TimeZone::UTC)), Some(Wrong::Day), "{bad}");
        }
        for bad in ["0026-01-01", "1999-12-31", "2200-01-01", "2500-01-01", "9999-12-31", "2500-01-01T00:00:00Z"] {
            assert_eq!(wrong(|r| r.start_of_day("d", bad, &TimeZone::UTC)), Some(Wrong::Year), "{bad}");
        }
        assert_eq!(wrong(|r| r.end_of_day("d", "9999-12-31", &TimeZone::UTC)), Some(Wrong::Year));
        for bad in ["javascript:alert(1)", "https://", "http://a b", "ftp://x", "https://x\"y"] {
            assert_eq!(wrong(|r| r.optional_address("u", bad)), Some(Wrong::Address), "{bad}");
        }
        for bad in [
            "a",
            "a@b",
            "@b.com",
            "a@-b.com",
            "a b@c.dev",
            "a@b.com,d@e.com",
            "a@b..com",
            "a..b@example.com",
            ".a@example.com",
            "(x)@example.com",
        ] {
            assert_eq!(wrong(|r| r.optional_email("e", bad)), Some(Wrong::Email(EmailError::Invalid)), "{bad}");
        }
        assert_eq!(wrong(|r| r.optional_email("e", "почта@пример.рф")), Some(Wrong::Email(EmailError::NotAscii)));
        let idn = Reader::default().optional_email("e", "Post@Bücher.Example");
        assert_eq!(idn.as_deref(), Some("post@xn--bcher-kva.example"));
        assert_eq!(Reader::default().optional_email("e", " Ada@Example.com ").as_deref(), Some("ada@example.com"));
        assert_eq!(wrong(|r| r.email("e", " ")), Some(Wrong::Required));
        let written = Reader::default().email("e", " Ada@Example.com ").map(|email| email.written().to_owned());
        assert_eq!(written.as_deref(), Some("Ada@Example.com"));
        assert_eq!(wrong(|r| r.line("name", "a\u{0}b", 9)), Some(Wrong::Unprintable('\u{0}')));
        assert_eq!(wrong(|r| r.line("name", "gpj.\u{202e}exe", 9)), Some(Wrong::Unprintable('\u{202e}')));
        assert_eq!(Reader::default().line("name", "\tشركة\u{200f}\t(ABC)", 20), "شركة\u{200f} (ABC)");
        assert_eq!(wrong(|r| r.line("name", "\u{200e}", 9)), Some(Wrong::Required));
        assert_eq!(wrong(|r| r.prose("note", "a\n\u{2066}b")), Some(Wrong::Unprintable('\u{2066}')));
        assert_eq!(wrong(|r| r.line("name", "0123456789", 9)), Some(Wrong::TooLong(9)));
    }

    /// LIC-1
    #[test]
    fn a_name_makes_an_identifier_where_its_letters_are_latin() {
        for (name, slug) in [
            ("Home Security", Some("home-security")),
            (" 1 year ", Some("1-year")),
            ("Pro!", Some("pro")),
            ("C++ / C#", Some("c-c")),
            ("Café", None),
            ("スタンダード 2", None),
            ("Про", None),
            ("…", None),
            ("", None),
        ] {
            assert_eq!(slug_of(name).as_deref(), slug, "{name}");
        }
        let long = slug_of(&"ab ".repeat(60)).unwrap();
        assert!(long.len() <= SLUG && wrong(|r| r.slug("code", &long)).is_none(), "{long}");
    }

    /// ALL-9
    #[test]
    fn what_is_wrong_below_a_part_names_the_part() {
        let mut reader = Reader::default();
        reader.line("name", "", 9);
        reader.within("edition", |reader| reader.slug("code", "a b"));
        let invalid = reader.finish(()).unwrap_err();
        let fields: Vec<_> = invalid.iter().map(|error| error.field().unwrap_or_default().to_owned()).collect();
        assert_eq!(fields, ["name", "edition.code"]);
    }

    /// ALL-5
    #[test]
    fn a_day_ends_where_the_vendor_is() {
        let mut reader = Reader::default();
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let end = reader.end_of_day("d", "2026-11-21", &tokyo).unwrap();
        assert_eq!(end.rfc3339(), "2026-11-21T14:59:59Z");
    }
}
