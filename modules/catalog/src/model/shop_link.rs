//! Where a product is bought or renewed: an address of a shop, with what the shop should know of a license filled in.
//!
//! A clerk writes `https://shop.example/renew?license={license}`. Only `https:`, because a customer follows it from their
//! account, and only known placeholders behind the host, so that nothing of a license chooses where it leads.

use super::input::{Reader, Wrong};
use gatehouse_brand::rules::is_web_address;
use gatehouse_core::{Lang, Uuid};

/// The most characters of a link.
pub const LINK: usize = 500;
/// The placeholders: the license's number as ten digits, the edition's code, the reader's language, and the internal id of the reader's
/// account, which the order API tells the shop too. None of them tells anybody else who the customer is.
pub const PLACEHOLDERS: [&str; 4] = ["license", "edition", "lang", "user"];

/// The placeholders as they are written in a link.
pub(crate) fn placeholders() -> [String; 4] {
    PLACEHOLDERS.map(|name| format!("{{{name}}}"))
}

/// What placeholders stand for. Numbers, codes and language tags need no escaping in an address.
#[derive(Clone, Copy, Debug)]
pub struct ShopLinkOf<'a> {
    /// The license's number, ten digits; empty where none is meant.
    pub license: &'a str,
    /// The edition's code.
    pub edition: &'a str,
    /// The reader's language.
    pub lang: Lang,
    /// The reader's account.
    pub user: Uuid,
}

/// Reads a link; an empty one is none.
pub(crate) fn read(reader: &mut Reader, field: &'static str, text: &str) -> String {
    let text = reader.optional_line(field, text, LINK);
    match wrong_in(&text) {
        Some(wrong) => {
            reader.wrong(field, wrong);
            String::new()
        }
        None => text,
    }
}

/// The address for this license; `None` where no link is set.
pub fn filled(link: &str, of: ShopLinkOf<'_>) -> Option<String> {
    if link.is_empty() {
        return None;
    }
    let user = of.user.to_string();
    let values = [of.license, of.edition, of.lang.tag(), user.as_str()];
    let pairs = placeholders().into_iter().zip(values);
    Some(pairs.fold(link.to_owned(), |link, (placeholder, value)| link.replace(&placeholder, value)))
}

fn wrong_in(text: &str) -> Option<Wrong> {
    if text.is_empty() {
        return None;
    }
    let mut plain = text.to_owned();
    for placeholder in placeholders() {
        plain = plain.replace(&placeholder, "0");
    }
    if let Some(at) = plain.find(['{', '}']) {
        let rest = plain.get(at..).unwrap_or_default();
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        return Some(Wrong::Placeholder(rest.get(..end).unwrap_or(rest).chars().take(20).collect()));
    }
    let host = text.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    match host {
        Some(host) if !host.contains('{') && is_web_address(&plain) => None,
        _ => Some(Wrong::SecureAddress),
    }
}

#[cfg(test)]
mod tests {
    use super::{ShopLinkOf, filled, read};
    use crate::model::input::{Reader, Wrong};
    use gatehouse_core::{Lang, Uuid};

    fn wrong(text: &str) -> Option<Wrong> {
        let mut reader = Reader::default();
        read(&mut reader, "buy_url", text);
        reader.finish(()).err().map(|invalid| invalid.first.wrong)
    }

    /// ALL-9
    #[test]
    fn a_link_leads_to_https_alone_and_names_nothing_but_what_is_known() {
        for good in [
            "",
            "https://shop.example",
            "https://shop.example/renew?license={license}&l={lang}#{edition}",
            " https://shop.example:8443/{edition}/{license} ",
            "https://shop.example/again?user={user}",
        ] {
            assert_eq!(wrong(good), None, "{good}");
        }
        for bad in [
            "http://shop.example",
            "HTTPS://",
            "javascript:alert(1)",
            "//shop.example",
            "/renew",
            "https://{license}.example/",
            "https://ada:pw@shop.example/",
            "https://shop.example/a b",
            "https://shop.example/\"onclick",
        ] {
            assert_eq!(wrong(bad), Some(Wrong::SecureAddress), "{bad}");
        }
        for (bad, named) in [
            ("https://shop.example/{email}", "{email}"),
            ("https://shop.example/{license", "{license"),
            ("https://shop.example/}", "}"),
            ("https://shop.example/{LICENSE}", "{LICENSE}"),
            ("https://shop.example/{{license}}", "{0}"),
        ] {
            assert_eq!(wrong(bad), Some(Wrong::Placeholder(named.to_owned())), "{bad}");
        }
        let long = format!("https://shop.example/{}", "a".repeat(500));
        assert_eq!(wrong(&long), Some(Wrong::TooLong(500)));
    }

    /// ACC-19
    #[test]
    fn placeholders_are_filled_with_what_they_stand_for() {
        let of = ShopLinkOf { license: "1234567890", edition: "home", lang: Lang::Ja, user: Uuid::nil() };
        let link = "https://shop.example/{edition}?n={license}&again={license}&l={lang}";
        let told = filled(link, of);
        assert_eq!(told.as_deref(), Some("https://shop.example/home?n=1234567890&again=1234567890&l=ja"));
        let user = filled("https://shop.example/again?user={user}", of);
        assert_eq!(user.as_deref(), Some("https://shop.example/again?user=00000000-0000-0000-0000-000000000000"));
        assert_eq!(filled("", of), None);
    }
}
