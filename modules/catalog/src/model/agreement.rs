//! License agreements: what a product may ask to be accepted before its first activation (LIC-34).

use super::input::{Reader, Wrong};
use super::labels::Labels;
use gatehouse_core::Lang;

/// The most characters of an agreement in one language.
pub const MOST_CHARACTERS: usize = 50_000;

/// Checks the texts of a version, by language of the interface; one at least. Languages that were left empty are left out.
pub fn read_texts(reader: &mut Reader, field: &'static str, entered: &Labels) -> Labels {
    let filled = |lang: &Lang| entered.get(lang.tag()).filter(|text| !text.trim().is_empty());
    let mut texts = Labels::new();
    for (lang, text) in Lang::ALL.iter().filter_map(|lang| Some((lang, filled(lang)?))) {
        texts.insert(lang.tag().to_owned(), reader.agreement(format!("{field}.{}", lang.tag()), text));
    }
    if texts.is_empty() {
        reader.wrong(format!("{field}.{}", Lang::default().tag()), Wrong::Required);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::{MOST_CHARACTERS, read_texts};
    use crate::model::input::{Reader, Wrong};
    use crate::model::labels::Labels;
    use gatehouse_core::Refusal as _;

    fn texts(of: &[(&str, &str)]) -> Labels {
        of.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect()
    }

    /// ALL-9, LIC-34
    #[test]
    fn an_agreement_has_a_text_in_one_language_at_least_and_none_is_endless() {
        let read = |entered: &Labels| {
            let mut reader = Reader::default();
            let read = read_texts(&mut reader, "texts", entered);
            reader.finish(read)
        };
        let good = read(&texts(&[("en", " One.\r\n\r\nTwo. "), ("ja", " "), ("de", "Eins")])).unwrap();
        assert_eq!(good, texts(&[("en", "One.\n\nTwo.")]), "only what a page can show is kept");
        let wrong = |entered: &[(&str, &str)]| {
            let invalid = read(&texts(entered)).unwrap_err();
            (invalid.first.field().map(str::to_owned).unwrap_or_default(), invalid.first.wrong)
        };
        assert_eq!(wrong(&[]), ("texts.en".to_owned(), Wrong::Required));
        assert_eq!(wrong(&[("ru", "\u{200e}")]), ("texts.ru".to_owned(), Wrong::Required));
        let long = "x".repeat(MOST_CHARACTERS + 1);
        assert_eq!(wrong(&[("ja", &long)]), ("texts.ja".to_owned(), Wrong::TooLong(MOST_CHARACTERS)));
        assert_eq!(wrong(&[("en", "a\u{202e}b")]), ("texts.en".to_owned(), Wrong::Unprintable('\u{202e}')));
    }
}
