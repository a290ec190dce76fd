//! Where a product is sold.

use super::input::{Reader, Wrong};
use gatehouse_accounts::model::Country as Listed;
use sea_orm::DeriveValueType;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// Country codes of ISO 3166-1 in alphabetical order; none: sold everywhere. Stored as a JSON array.
#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Regions(pub Vec<String>);

impl fmt::Display for Regions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", serde_json::json!(self.0))
    }
}

impl FromStr for Regions {
    type Err = Infallible;

    /// An unreadable list allows every region; the catalog checks it when it is saved.
    fn from_str(stored: &str) -> Result<Self, Infallible> {
        Ok(Self(serde_json::from_str(stored).unwrap_or_default()))
    }
}

impl Regions {
    /// As typed (`JP, de RU`): upper case, each once, in alphabetical order.
    pub fn read(reader: &mut Reader, field: &'static str, text: &str) -> Self {
        let mut regions = Vec::new();
        for word in text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|w| !w.is_empty()) {
            let Some(country) = Listed::from_code(&word.to_ascii_uppercase()) else {
                reader.wrong(field, Wrong::Country(word.chars().filter(|c| !c.is_control()).take(20).collect()));
                return Self::default();
            };
            regions.push(country.code.to_owned());
        }
        regions.sort();
        regions.dedup();
        Self(regions)
    }

    /// Whether it is sold everywhere.
    pub const fn is_everywhere(&self) -> bool {
        self.0.is_empty()
    }
}

/// A country: two letters (ISO 3166-1).
#[derive(ToSchema)]
#[schema(max_length = 2, pattern = "^[A-Za-z]{2}$")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct Country(String);

#[cfg(test)]
mod tests {
    use super::Regions;
    use crate::model::input::Reader;

    /// LIC-1
    #[test]
    fn regions_are_read_in_any_form() {
        let read = |text: &str| {
            let mut reader = Reader::default();
            let regions = Regions::read(&mut reader, "regions", text);
            reader.finish(regions)
        };
        assert_eq!(read("jp, DE;ru jp").unwrap().0, ["DE", "JP", "RU"]);
        assert!(read("").unwrap().is_everywhere());
        for unknown in ["JPN", "XX", "EU", "UK", "ZZ"] {
            assert!(read(unknown).is_err(), "{unknown}");
        }
        assert!(read("日本").is_err());
    }

    /// LIC-1
    #[test]
    fn regions_are_stored_as_a_list_and_an_unreadable_one_allows_all() {
        let regions = Regions(vec!["DE".to_owned(), "JP".to_owned()]);
        assert_eq!(regions.to_string(), r#"["DE","JP"]"#);
        assert_eq!(regions.to_string().parse(), Ok(regions));
        assert_eq!(Regions::default().to_string(), "[]");
        assert!("DE, JP".parse::<Regions>().unwrap().is_everywhere());
    }
}
