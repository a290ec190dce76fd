//! The catalog's words: platforms, regions, how terms begin.

use super::input::{Reader, Wrong};
use gatehouse_accounts::model::Country;
use gatehouse_core::{Lang, Moment};
use gatehouse_l10n::Format;

/// Platforms of applications.
pub const PLATFORMS: [&str; 7] = ["windows", "macos", "linux", "android", "ios", "web", "other"];
/// The longest lease that a product may have, in days. A lease older than that has ended by itself.
pub const MOST_LEASE_DAYS: i64 = 90;
/// The most freed seats of a license that a product may let count at once.
pub const MOST_TRANSFERS: i64 = 100_000;
/// The most months of a term.
pub const MOST_MONTHS: i64 = 240;
/// The most days of a term.
pub const MOST_DAYS: i64 = 7_300;

/// A platform's name; brand names are the same in every language.
pub fn platform_name(word: &str, lang: Lang) -> String {
    match word {
        "windows" => "Windows".to_owned(),
        "macos" => "macOS".to_owned(),
        "linux" => "Linux".to_owned(),
        "android" => "Android".to_owned(),
        "ios" => "iOS".to_owned(),
        "web" => crate::texts(lang).msg_platform_web(),
        _ => crate::texts(lang).msg_platform_other(),
    }
}

/// When a term begins (LIC-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, utoipa::ToSchema)]
#[schema(as = TermStarts, rename_all = "snake_case")]
pub enum Starts {
    /// With the first activation.
    Activation,
    /// Whenever; it ends on a fixed date.
    Fixed,
}

impl Starts {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Activation, Self::Fixed];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Fixed => "fixed",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|starts| starts.word() == word)
    }
}

/// `1 year`, `30 days`, `until 31 Dec 2027`, `no end`: a term in words.
pub fn term_in_words(months: Option<i64>, days: Option<i64>, fixed: Option<i64>, format: &Format) -> String {
    let t = crate::texts(format.lang());
    match (fixed, months, days) {
        (Some(fixed), ..) => t.msg_term_until(format.date(Moment(fixed))),
        (None, Some(months), _) if months % 12 == 0 => t.msg_term_years(months / 12),
        (None, Some(months), _) => t.msg_term_months(months),
        (None, None, Some(days)) => t.msg_term_days(days),
        (None, None, None) => t.msg_term_no_end(),
    }
}

/// Country codes of ISO 3166-1 as typed (`JP, de RU`): upper case, each once, in alphabetical order.
pub fn read_regions(reader: &mut Reader, field: &'static str, text: &str) -> Vec<String> {
    let mut regions = Vec::new();
    for word in text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|w| !w.is_empty()) {
        let Some(country) = Country::from_code(&word.to_ascii_uppercase()) else {
            reader.wrong(field, Wrong::Country(word.chars().filter(|c| !c.is_control()).take(20).collect()));
            return Vec::new();
        };
        regions.push(country.code.to_owned());
    }
    regions.sort();
    regions.dedup();
    regions
}

/// The regions of a stored product; empty: sold everywhere.
pub fn regions_of(product: &crate::tables::product::Model) -> Vec<String> {
    serde_json::from_str(&product.regions).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::read_regions;
    use crate::model::input::Reader;

    /// LIC-1
    #[test]
    fn regions_are_read_in_any_form() {
        let read = |text: &str| {
            let mut reader = Reader::default();
            let regions = read_regions(&mut reader, "regions", text);
            reader.finish(regions)
        };
        assert_eq!(read("jp, DE;ru jp").unwrap(), ["DE", "JP", "RU"]);
        assert!(read("").unwrap().is_empty());
        for unknown in ["JPN", "XX", "EU", "UK", "ZZ"] {
            assert!(read(unknown).is_err(), "{unknown}");
        }
        assert!(read("日本").is_err());
    }
}
