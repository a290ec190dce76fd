//! A seller as clerks and programs enter it (LIC-35).

use crate::tables::seller::ActiveModel;
use gatehouse_accounts::model::Country;
use gatehouse_brand::rules::is_web_address;
use gatehouse_catalog::model::input::{NAME, Reader, Wrong};
use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use sea_orm::Set;
use serde::Serialize;
use utoipa::ToSchema;

/// The most characters of when somebody answers.
pub const HOURS: usize = 200;
/// The most characters of a telephone number.
pub const PHONE: usize = 40;

const LONGEST_SITE: usize = 500;

/// What a seller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SellerKind {
    /// A shop, the vendor's own or another one.
    Shop,
    /// A reseller or distributor.
    Partner,
}

stored_words!(SellerKind { Shop = "shop", Partner = "partner" });

impl SellerKind {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Shop => t.msg_source_shop(),
            Self::Partner => t.msg_source_partner(),
        }
    }
}

/// A seller as entered.
#[derive(Clone, Debug, Default)]
pub struct SellerEntry {
    /// The stable word, unique.
    pub code: String,
    /// 1 to 120 characters.
    pub name: String,
    /// `shop` or `partner`.
    pub kind: String,
    /// A web address.
    pub site: String,
    /// An email address.
    pub email: String,
    /// A telephone number.
    pub phone: String,
    /// When somebody answers, up to 200 characters.
    pub hours: String,
    /// A country code; empty: not said.
    pub country: String,
    /// Sells no more, or again; `None`: as it is.
    pub archived: Option<bool>,
}

/// The row, without its id. Where neither site nor address nor number is given, the seller could help nobody.
pub(crate) fn read(reader: &mut Reader, entry: &SellerEntry) -> ActiveModel {
    let row = ActiveModel {
        name: Set(reader.line("name", &entry.name, NAME)),
        code: Set(reader.slug("code", &entry.code)),
        kind: Set(reader.choice("kind", &entry.kind, SellerKind::from_word).unwrap_or(SellerKind::Shop)),
        site: Set(site(reader, &entry.site)),
        email: Set(reader.optional_email("email", &entry.email).unwrap_or_default()),
        phone: Set(phone(reader, &entry.phone)),
        hours: Set(reader.optional_line("hours", &entry.hours, HOURS)),
        country: Set(country(reader, &entry.country)),
        ..Default::default()
    };
    if [&entry.site, &entry.email, &entry.phone].iter().all(|way| way.trim().is_empty()) {
        reader.wrong("site", Wrong::NoContact);
    }
    row
}

/// A link that buyers are given: `https://` or `http://`, with a host and nobody's name before it.
fn site(reader: &mut Reader, text: &str) -> String {
    let text = reader.optional_line("site", text, LONGEST_SITE);
    if !text.is_empty() && !is_web_address(&text) {
        reader.wrong("site", Wrong::Address);
        return String::new();
    }
    text
}

/// Digits with what people write between them; a number that cannot be dialed helps nobody.
fn phone(reader: &mut Reader, text: &str) -> String {
    let text = reader.optional_line("phone", text, PHONE);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    if !text.is_empty() && (!is_plain || digits < 3) {
        reader.wrong("phone", Wrong::Phone);
        return String::new();
    }
    text
}

fn country(reader: &mut Reader, text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    if code.is_empty() {
        return None;
    }
    let known = Country::from_code(&code).map(|country| country.code.to_owned());
    if known.is_none() {
        reader.wrong("country", Wrong::Country(code.chars().filter(|c| !c.is_control()).take(20).collect()));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::{Reader, SellerEntry, Wrong, read};

    fn wrongs(change: impl FnOnce(&mut SellerEntry)) -> Vec<(String, Wrong)> {
        let mut entry = SellerEntry {
            code: "corner-shop".into(),
            name: "Corner Shop".into(),
            kind: "partner".into(),
            phone: "+49 (30) 1234-567".into(),
            country: "de".into(),
            ..SellerEntry::default()
        };
        change(&mut entry);
        let mut reader = Reader::default();
        read(&mut reader, &entry);
        let errors = reader.finish(()).err().map(|invalid| invalid.iter().cloned().collect::<Vec<_>>());
        errors.unwrap_or_default().into_iter().map(|error| (error.field.into_owned(), error.wrong)).collect()
    }

    /// LIC-35, ALL-9
    #[test]
    fn a_seller_can_be_reached_or_is_refused() {
        assert_eq!(wrongs(|_| ()), []);
        assert_eq!(wrongs(|entry| entry.phone = "  ".into()), [("site".into(), Wrong::NoContact)]);
        for bad in ["12", "call us", "+49 30 1234567 ext. 3", "tel:123456"] {
            assert_eq!(wrongs(|entry| entry.phone = bad.into()), [("phone".into(), Wrong::Phone)], "{bad}");
        }
        for bad in [
            "javascript:alert(1)",
            "ftp://shop.example",
            "https://",
            "https://paypal.example@evil.example/",
            "https://a:b@shop.example/",
            "shop.example",
        ] {
            assert_eq!(wrongs(|entry| entry.site = bad.into()), [("site".into(), Wrong::Address)], "{bad}");
        }
        assert_eq!(wrongs(|entry| entry.site = "https://shop.example:8443/a?b=c#d".into()), []);
        assert_eq!(wrongs(|entry| entry.country = "XX".into()), [("country".into(), Wrong::Country("XX".into()))]);
        assert_eq!(wrongs(|entry| entry.kind = "bank".into()), [("kind".into(), Wrong::Choice)]);
    }
}
