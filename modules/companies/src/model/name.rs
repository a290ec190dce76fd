//! Names: of people as their company knows them, and of companies as they are compared.

use gatehouse_accounts::model::PersonName;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// The longest part of a name, in characters.
pub const LONGEST: usize = 100;
/// The longest name of a company.
pub const LONGEST_COMPANY: usize = 200;

/// A member's name within the company. It is the company's: what the person calls themselves in their account is another one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberName {
    /// The first name.
    pub first: String,
    /// The last name.
    pub last: String,
    /// How the first name is read, in kana.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_reading: Option<String>,
    /// How the last name is read, in kana.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_reading: Option<String>,
}

impl MemberName {
    /// First and last name.
    #[must_use]
    pub fn new(first: impl Into<String>, last: impl Into<String>) -> Self {
        Self { first: first.into(), last: last.into(), first_reading: None, last_reading: None }
    }

    /// With their readings.
    #[must_use]
    pub fn read(mut self, first: impl Into<String>, last: impl Into<String>) -> Self {
        self.first_reading = Some(first.into());
        self.last_reading = Some(last.into());
        self
    }

    /// The name of the account, for who comes into a company without typing it anew.
    #[must_use]
    pub fn of_person(name: &PersonName) -> Self {
        Self {
            first: name.first.clone().unwrap_or_default(),
            last: name.last.clone().unwrap_or_default(),
            first_reading: name.first_reading.clone(),
            last_reading: name.last_reading.clone(),
        }
    }

    /// The whole name, in the order of its writing.
    #[must_use]
    pub fn whole(&self) -> String {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let name = PersonName { first: some(&self.first), last: some(&self.last), ..PersonName::default() };
        name.whole().unwrap_or_default()
    }
}

/// A company's name as it is compared with others and with that on a license: without marks, spaces, and what stands for the kind of
/// company in many languages.
#[must_use]
pub fn name_key(name: &str) -> String {
    const KINDS: [&str; 19] = [
        "株式会社",
        "有限会社",
        "合同会社",
        "ооо",
        "оао",
        "зао",
        "пао",
        "ао",
        "ип",
        "inc",
        "incorporated",
        "llc",
        "ltd",
        "limited",
        "gmbh",
        "ag",
        "corp",
        "corporation",
        "co",
    ];
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let plain = KINDS[..3].iter().fold(plain, |text, kind| text.replace(kind, " "));
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !KINDS.contains(word)).collect();
    if kept.is_empty() { words.concat() } else { kept.concat() }
}

/// A branch's or a group's name as it is compared.
#[must_use]
pub fn plain_key(name: &str) -> String {
    let lower: String = name.nfkc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{MemberName, name_key, plain_key};

    /// COM-1, LIC-23
    #[test]
    fn a_company_is_the_same_however_its_name_is_written() {
        for (one, other) in [
            ("ACME, Inc.", "Acme"),
            ("株式会社ミホン", "ﾐﾎﾝ"),
            ("ООО «Ромашка»", "Ромашка"),
            ("Ostermoor GmbH", "OSTERMOOR"),
            ("Co Co", "coco"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one}");
        }
        assert_ne!(name_key("Acme North"), name_key("Acme South"));
        assert_eq!(plain_key("  Köln  West "), "köln west");
    }

    /// COM-4
    #[test]
    fn a_name_stands_as_its_writing_does() {
        assert_eq!(MemberName::new("Anna", "Keller").whole(), "Anna Keller");
        assert_eq!(MemberName::new("愛子", "田中").read("あいこ", "たなか").whole(), "田中 愛子");
        assert_eq!(MemberName::new("", "Keller").whole(), "Keller");
    }
}
