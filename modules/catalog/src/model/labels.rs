//! What customers read of a thing of the catalog, in any number of languages (ALL-1). Other than the interface's own texts, these
//! are data of the vendor.

use super::input::{NAME, Reader, Wrong};
use gatehouse_core::Lang;
use gatehouse_l10n::is_language_tag;
use std::collections::BTreeMap;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The most languages of one thing.
pub const MOST_LANGUAGES: usize = 40;
/// The most characters of a language's tag.
pub const TAG: usize = 35;

/// Labels by the language's tag (BCP 47).
pub type Labels = BTreeMap<String, String>;

/// Checks labels as entered: each of 1 to 120 characters, under the tag of a language. Where there is none, the one that everybody is
/// shown in the end is missing.
pub fn read_labels(reader: &mut Reader, field: &'static str, entered: &Labels) -> Labels {
    if entered.is_empty() {
        reader.wrong(format!("{field}.{}", Lang::default().tag()), Wrong::Required);
    }
    if entered.len() > MOST_LANGUAGES {
        reader.wrong(field, Wrong::TooManyLanguages(MOST_LANGUAGES));
        return Labels::new();
    }
    let mut labels = Labels::new();
    for (tag, label) in entered {
        if tag.len() <= TAG && is_language_tag(tag) {
            labels.insert(tag.clone(), reader.line(format!("{field}.{tag}"), label, NAME));
        } else {
            reader.wrong(field, Wrong::Language(tag.chars().filter(|c| !c.is_control()).take(TAG).collect()));
        }
    }
    labels
}

/// The label for a reader: in their language, else in English, else in any.
pub fn label_for(labels: &Labels, lang: Lang) -> Option<&str> {
    text_for(labels, lang).map(|(_, label)| label)
}

/// The same, with the tag of its language.
pub fn text_for(labels: &Labels, lang: Lang) -> Option<(&str, &str)> {
    let of = |lang: Lang| {
        let of_region = || labels.iter().find(|(tag, _)| Lang::from_tag(tag) == Some(lang));
        labels.get_key_value(lang.tag()).or_else(of_region)
    };
    let found = of(lang).or_else(|| of(Lang::default())).or_else(|| labels.iter().next());
    found.map(|(tag, label)| (tag.as_str(), label.as_str()))
}

/// The code of a feature.
#[derive(ToSchema)]
#[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct FeatureCode(String);

/// What a feature is called, by the language's tag (BCP 47).
pub struct FeatureLabels;

impl PartialSchema for FeatureLabels {
    fn schema() -> RefOr<Schema> {
        let text = |most| ObjectBuilder::new().schema_type(Type::String).max_length(Some(most));
        let description = "What it is called, by the language's tag (BCP 47), such as `en`, `pt-BR` or `zh-Hant`; one at least. \
            A reader is shown their language's, else the English one, else any.";
        ObjectBuilder::new()
            .description(Some(description))
            .property_names(Some(text(TAG)))
            .additional_properties(Some(text(NAME)))
            .max_properties(Some(MOST_LANGUAGES))
            .into()
    }
}

impl ToSchema for FeatureLabels {}

#[cfg(test)]
mod tests {
    use super::{Labels, MOST_LANGUAGES, label_for, read_labels};
    use crate::model::input::{Reader, Wrong};
    use gatehouse_core::{Lang, Refusal as _};

    fn labels(of: &[(&str, &str)]) -> Labels {
        of.iter().map(|(tag, label)| ((*tag).to_owned(), (*label).to_owned())).collect()
    }

    /// ALL-1, LIC-1
    #[test]
    fn a_reader_gets_their_language_else_english_else_any() {
        let all = labels(&[("de", "Funk"), ("en", "Radio"), ("ja", "無線")]);
        assert_eq!(label_for(&all, Lang::Ja), Some("無線"));
        assert_eq!(label_for(&all, Lang::Ru), Some("Radio"));
        let regional = labels(&[("en-GB", "Wireless"), ("ja-JP", "無線")]);
        assert_eq!(label_for(&regional, Lang::Ja), Some("無線"));
        assert_eq!(label_for(&regional, Lang::Ru), Some("Wireless"));
        assert_eq!(label_for(&labels(&[("de", "Funk"), ("fr", "Radio")]), Lang::Ja), Some("Funk"));
        assert_eq!(label_for(&Labels::new(), Lang::Ja), None);
    }

    /// ALL-9, LIC-1
    #[test]
    fn labels_in_any_language_are_taken_and_each_wrong_one_is_named() {
        let read = |entered: &Labels| {
            let mut reader = Reader::default();
            let labels = read_labels(&mut reader, "labels", entered);
            reader.finish(labels)
        };
        let good = labels(&[("de-AT", "Funk"), ("sr-Latn", " Radio "), ("zh-Hant-TW", "收音機")]);
        assert_eq!(read(&good).unwrap()["sr-Latn"], "Radio");
        let wrong = |entered: &[(&str, &str)]| {
            let invalid = read(&labels(entered)).unwrap_err();
            (invalid.first.field().map(str::to_owned).unwrap_or_default(), invalid.first.wrong)
        };
        assert_eq!(wrong(&[]), ("labels.en".to_owned(), Wrong::Required));
        assert_eq!(wrong(&[("de", " ")]), ("labels.de".to_owned(), Wrong::Required));
        assert_eq!(wrong(&[("ja", &"x".repeat(121))]), ("labels.ja".to_owned(), Wrong::TooLong(120)));
        for bad in ["", "e", "EN", "en_US", "en-us", "english language", "und", "x-klingon", "en-", "日本"] {
            assert_eq!(wrong(&[(bad, "A")]), ("labels".to_owned(), Wrong::Language(bad.to_owned())), "{bad}");
        }
        let many: Labels = (0..=MOST_LANGUAGES).map(|n| (format!("en-{n:03}"), "A".to_owned())).collect();
        assert_eq!(read(&many).unwrap_err().first.wrong, Wrong::TooManyLanguages(MOST_LANGUAGES));
    }
}
