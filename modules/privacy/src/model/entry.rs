//! Statements and versions as clerks enter them.

use super::countries;
use super::text::{BODY, TITLE};
use crate::tables::statement::StatementKind;
use gatehouse_core::text::{code_point, one_line, several_lines};
use gatehouse_core::{Errors, Invalid, Lang, Refusal};

/// The most characters of a statement's name.
pub const NAME: u32 = 120;

/// One thing that is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum StatementError {
    /// No name.
    #[refusal(422, "statement.name_missing", refusal_name_missing, field = "name")]
    NameMissing,
    /// No kind.
    #[refusal(422, "statement.kind_missing", refusal_kind_missing, field = "kind")]
    KindMissing,
    /// A title without a text, or a text without a title.
    #[refusal(422, "statement.half_missing", refusal_half_missing, field = *it)]
    HalfMissing(&'static str),
    /// No text in any language.
    #[refusal(422, "statement.text_missing", refusal_text_missing, field = body_field(Lang::En))]
    TextMissing,
    /// Too many characters.
    #[refusal(422, "statement.too_long", refusal_too_long(*most), field = *field)]
    TooLong {
        /// Which field.
        field: &'static str,
        /// The most characters.
        most: u32,
    },
    /// A character that nobody sees, or that changes the order in which others are read.
    #[refusal(422, "statement.unprintable", refusal_unprintable(code_point(*character)), field = *field)]
    Unprintable {
        /// Which field.
        field: &'static str,
        /// Which character.
        character: char,
    },
    /// No country has this code.
    #[refusal(422, "statement.country_unknown", refusal_country_unknown(it), field = "countries")]
    CountryUnknown(String),
    /// Not a day.
    #[refusal(422, "statement.day_wrong", refusal_day_wrong, field = "from")]
    NotADay,
    /// A day that has passed.
    #[refusal(422, "statement.day_past", refusal_day_past, field = "from")]
    Past,
    /// Not ticked that it never changes.
    #[refusal(422, "statement.not_confirmed", refusal_not_confirmed, field = "confirm")]
    NotConfirmed,
}

/// The field of a title.
pub const fn title_field(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "title_en",
        Lang::Ja => "title_ja",
        Lang::Ru => "title_ru",
    }
}

/// The field of a text.
pub const fn body_field(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "body_en",
        Lang::Ja => "body_ja",
        Lang::Ru => "body_ru",
    }
}

/// A version as entered: the texts in the order of [`Lang::ALL`].
#[derive(Clone, Debug, Default)]
pub struct VersionEntry {
    /// Title and text in each language; both empty where there is none.
    pub texts: [(String, String); 3],
    /// Whether it has to be accepted before the portal is used.
    pub required: bool,
    /// Whether those who accepted an earlier version are asked again.
    pub asks_again: bool,
    /// Codes of countries; empty: everywhere.
    pub countries: String,
}

/// What is stored of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadVersion {
    /// Language, title and text; one at least.
    pub texts: Vec<(Lang, String, String)>,
    /// The countries in the stored form.
    pub countries: String,
}

/// Reads a statement's name.
pub fn name(errors: &mut Errors<StatementError>, typed: &str) -> Result<String, StatementError> {
    let read = line("name", typed, NAME);
    errors.take(read.and_then(|name| if name.is_empty() { Err(StatementError::NameMissing) } else { Ok(name) }))
}

/// Reads a statement's kind.
pub fn kind(errors: &mut Errors<StatementError>, word: &str) -> Result<StatementKind, StatementError> {
    errors.take(StatementKind::from_word(word).ok_or(StatementError::KindMissing))
}

impl VersionEntry {
    /// Reads it; everything that is wrong is said at once.
    pub fn read(&self) -> Result<ReadVersion, Invalid<StatementError>> {
        let mut errors = Errors::<StatementError>::default();
        let mut texts = Vec::new();
        let mut is_any_wrong = false;
        for (lang, (title, body)) in Lang::ALL.into_iter().zip(&self.texts) {
            match text(lang, title, body) {
                Ok(Some((title, body))) => texts.push((lang, title, body)),
                Ok(None) => {}
                Err(wrong) => {
                    is_any_wrong = true;
                    errors.add_all(wrong);
                }
            }
        }
        if texts.is_empty() && !is_any_wrong {
            errors.add(StatementError::TextMissing);
        }
        let countries = errors.take(countries::read(&self.countries).map_err(StatementError::CountryUnknown));
        errors.finish(|| Ok(ReadVersion { texts, countries: countries? }))
    }
}

/// Title and text of one language; `None` where both are empty.
fn text(lang: Lang, title: &str, body: &str) -> Result<Option<(String, String)>, Vec<StatementError>> {
    let (title_field, body_field) = (title_field(lang), body_field(lang));
    match (line(title_field, title, TITLE), lines(body_field, body, BODY)) {
        (Ok(title), Ok(body)) if title.is_empty() && body.is_empty() => Ok(None),
        (Ok(title), Ok(_)) if title.is_empty() => Err(vec![StatementError::HalfMissing(title_field)]),
        (Ok(_), Ok(body)) if body.is_empty() => Err(vec![StatementError::HalfMissing(body_field)]),
        (Ok(title), Ok(body)) => Ok(Some((title, body))),
        (title, body) => Err(title.err().into_iter().chain(body.err()).collect()),
    }
}

fn line(field: &'static str, typed: &str, most: u32) -> Result<String, StatementError> {
    within(field, one_line(typed), most)
}

fn lines(field: &'static str, typed: &str, most: u32) -> Result<String, StatementError> {
    within(field, several_lines(typed), most)
}

fn within(field: &'static str, read: Result<String, char>, most: u32) -> Result<String, StatementError> {
    let text = read.map_err(|character| StatementError::Unprintable { field, character })?;
    if text.chars().nth(most as usize).is_some() {
        return Err(StatementError::TooLong { field, most });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{StatementError, VersionEntry};
    use gatehouse_core::Lang;

    fn of(texts: [(&str, &str); 3], countries: &str) -> VersionEntry {
        let texts = texts.map(|(title, body)| (title.to_owned(), body.to_owned()));
        VersionEntry { texts, countries: countries.to_owned(), ..VersionEntry::default() }
    }

    /// ACC-12, ALL-9
    #[test]
    fn a_version_needs_one_whole_text_and_says_all_that_is_wrong_at_once() {
        let read = of([(" Data ", "One.\r\n\r\nTwo."), ("", ""), ("", "")], "EU").read().unwrap();
        assert_eq!(read.texts, [(Lang::En, "Data".to_owned(), "One.\n\nTwo.".to_owned())]);
        let wrong = |entry: VersionEntry| entry.read().unwrap_err();
        assert_eq!(wrong(VersionEntry::default()).first, StatementError::TextMissing);
        let half = wrong(of([("Data", ""), ("", "本文"), ("a\u{202e}b", "x")], "XX"));
        let all: Vec<_> = half.iter().cloned().collect();
        assert_eq!(
            all,
            [
                StatementError::HalfMissing("body_en"),
                StatementError::HalfMissing("title_ja"),
                StatementError::Unprintable { field: "title_ru", character: '\u{202e}' },
                StatementError::CountryUnknown("XX".into()),
            ]
        );
        let long = "x".repeat(50_001);
        assert_eq!(
            wrong(of([("Data", &long), ("", ""), ("", "")], "")).first,
            StatementError::TooLong { field: "body_en", most: 50_000 }
        );
    }
}
