//! What may be chosen. The console and the operator's file are judged alike.

use crate::chosen::{Chosen, Link};
use crate::look::Look;
use gatehouse_core::text::{one_line, unprintable_in, unprintable_in_lines};
use url::Url;

/// The most characters of the vendor's name: it stands in the head of every page and in subjects of mails.
pub const LONGEST_NAME: usize = 100;
/// The most characters of a link.
pub const LONGEST_LINK: usize = 500;
/// The most characters of the postal address.
pub const LONGEST_ADDRESS: usize = 500;
/// The most lines of the postal address.
pub const MOST_LINES: usize = 8;

/// What is wrong with a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No name, or one of more than [`LONGEST_NAME`] characters.
    Name,
    /// A name of a sender of more than [`LONGEST_NAME`] characters.
    Sender,
    /// This character is unprintable, in this field.
    Unprintable(&'static str, char),
    /// A link that is no web address.
    Link(Link),
    /// A postal address that is too long.
    Address,
    /// A hue that is none.
    Hue,
    /// A strength that is none.
    Chroma,
    /// Texts could not be read; the nearest with which they can.
    Contrast(Look),
    /// No language, or one twice.
    Languages,
}

impl Wrong {
    /// The field, as forms and files name it.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sender => "sender",
            Self::Unprintable(field, _) => field,
            Self::Link(link) => link.word(),
            Self::Address => "address",
            Self::Hue | Self::Contrast(_) => "hue",
            Self::Chroma => "chroma",
            Self::Languages => "languages",
        }
    }
}

/// Everything that is wrong, in the order of the form.
pub fn wrongs(chosen: &Chosen) -> Vec<Wrong> {
    let mut all = Vec::new();
    if let Some(name) = &chosen.name {
        all.extend(line("name", name, Wrong::Name));
        if one_line(name).is_ok_and(|text| text.is_empty()) {
            all.push(Wrong::Name);
        }
    }
    all.extend(look(chosen));
    for link in Link::ALL {
        let address = chosen.link(link).as_deref().unwrap_or_default();
        if !address.is_empty() && !is_web_address(address) {
            all.push(Wrong::Link(link));
        }
    }
    all.extend(chosen.sender.as_ref().and_then(|sender| line("sender", sender, Wrong::Sender)));
    if let Some(address) = &chosen.address {
        if let Some(c) = unprintable_in_lines(address) {
            all.push(Wrong::Unprintable("address", c));
        } else if address.chars().count() > LONGEST_ADDRESS || address.lines().count() > MOST_LINES {
            all.push(Wrong::Address);
        }
    }
    if let Some(languages) = &chosen.languages {
        let is_twice =
            languages.iter().enumerate().any(|(n, lang)| languages.iter().skip(n + 1).any(|other| other == lang));
        if languages.is_empty() || is_twice {
            all.push(Wrong::Languages);
        }
    }
    all
}

fn line(field: &'static str, text: &str, too_long: Wrong) -> Option<Wrong> {
    if let Some(c) = unprintable_in(text) {
        return Some(Wrong::Unprintable(field, c));
    }
    (text.chars().count() > LONGEST_NAME).then_some(too_long)
}

fn look(chosen: &Chosen) -> Option<Wrong> {
    if chosen.hue.is_some_and(|hue| hue >= 360) {
        return Some(Wrong::Hue);
    }
    if chosen.chroma.is_some_and(|chroma| chroma > Look::MOST_CHROMA) {
        return Some(Wrong::Chroma);
    }
    let look = crate::Brand::of(chosen).look;
    (!look.is_legible()).then(|| Wrong::Contrast(look.nearest_legible()))
}

/// Whether a link may lead there: `https://` or `http://`, with a host.
pub fn is_web_address(text: &str) -> bool {
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\`{}|^".contains(c));
    let is_web = |url: Url| {
        let has_no_name = url.username().is_empty() && url.password().is_none();
        matches!(url.scheme(), "https" | "http") && url.has_host() && has_no_name
    };
    let has_scheme = text.starts_with("https://") || text.starts_with("http://");
    is_plain && text.len() <= LONGEST_LINK && has_scheme && Url::parse(text).is_ok_and(is_web)
}

#[cfg(test)]
mod tests {
    use super::{Wrong, wrongs};
    use crate::chosen::{Chosen, Link};
    use gatehouse_core::Lang;

    /// ALL-9
    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let chosen = Chosen {
            name: Some(" ".into()),
            hue: Some(190),
            chroma: Some(300),
            help: Some("javascript:alert(1)".into()),
            shop: Some("https://user@shop.example".into()),
            sender: Some("Bcc\r\n".into()),
            address: Some("a\n".repeat(9)),
            languages: Some(vec![Lang::Ja, Lang::Ja]),
            ..Chosen::default()
        };
        let fields: Vec<_> = wrongs(&chosen).into_iter().map(Wrong::field).collect();
        assert_eq!(fields, ["name", "hue", "shop", "help", "sender", "address", "languages"]);
        let Some(Wrong::Contrast(nearest)) = wrongs(&chosen).into_iter().find(|wrong| wrong.field() == "hue") else {
            panic!("a contrast");
        };
        let again = Chosen { hue: Some(nearest.hue), chroma: Some(nearest.chroma), ..Chosen::default() };
        assert_eq!(wrongs(&again), []);
    }

    #[test]
    fn what_is_as_it_should_be_passes() {
        let chosen = Chosen {
            name: Some("شركة (ABC)".into()),
            hue: Some(300),
            chroma: Some(150),
            privacy: Some("https://example.com/privacy?lang=ja".into()),
            address: Some("1 Harbour Road\nLondon".into()),
            languages: Some(vec![Lang::Ja]),
            ..Chosen::default()
        };
        assert_eq!(wrongs(&chosen), []);
        let hues = Chosen { hue: Some(360), ..Chosen::default() };
        assert_eq!(wrongs(&hues), [Wrong::Hue]);
        assert_eq!(
            wrongs(&Chosen { imprint: Some("/imprint".into()), ..Chosen::default() }),
            [Wrong::Link(Link::Imprint)]
        );
    }
}
