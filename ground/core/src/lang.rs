//! The interface languages (ALL-1).

use serde::{Deserialize, Serialize};

/// A language of the interface, the mails and the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English (US spelling); the default where nothing else is known.
    #[default]
    En,
    /// Japanese.
    Ja,
    /// Russian.
    Ru,
}

impl Lang {
    /// Every language, in the order of the switcher.
    pub const ALL: [Self; 3] = [Self::En, Self::Ja, Self::Ru];

    /// The BCP 47 tag: `en`, `ja`, `ru`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
            Self::Ru => "ru",
        }
    }

    /// The language's name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
            Self::Ru => "Русский",
        }
    }

    /// From a tag such as `ja` or `ja-JP`; `None` for a language that Gatehouse does not speak.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary))
    }

    /// The best match for an `Accept-Language` header (RFC 9110 §12.5.4) among the languages on offer; reads the first 20 ranges.
    pub fn negotiate_among(header: &str, offered: &[Self]) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',').take(20) {
            let mut parts = range.split(';');
            let asked = parts.next().and_then(|tag| Self::from_tag(tag.trim()));
            let Some(lang) = asked.filter(|lang| offered.contains(lang)) else { continue };
            let weight =
                parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    /// ALL-1
    #[test]
    fn the_browsers_first_known_language_wins() {
        assert_eq!(Lang::negotiate_among("de,fr;q=0.9", &Lang::ALL), None);
        assert_eq!(Lang::negotiate_among("ja-JP,en;q=0.5", &Lang::ALL), Some(Lang::Ja));
        assert_eq!(Lang::negotiate_among("en;q=.2, ja;q=.9", &Lang::ALL), Some(Lang::Ja));
        assert_eq!(Lang::negotiate_among("en;q=0, ru;q=0.1", &Lang::ALL), Some(Lang::Ru));
        assert_eq!(Lang::negotiate_among("ru;q=x", &Lang::ALL), None);
        assert_eq!(Lang::negotiate_among("en, ru;q=0.5", &[Lang::Ja, Lang::Ru]), Some(Lang::Ru));
    }
}
