//! Countries: ISO 3166-1 codes with their names in the languages of the interface.

use gatehouse_core::Lang;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    names: [&'static str; 3],
}

static ALL: LazyLock<Vec<Country>> = LazyLock::new(|| {
    include_str!("../../data/countries.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some(Country { code: columns.next()?, names: [columns.next()?, columns.next()?, columns.next()?] })
        })
        .collect()
});

static SORTED: LazyLock<[Vec<Country>; 3]> = LazyLock::new(|| {
    Lang::ALL.map(|lang| {
        let mut countries = ALL.clone();
        countries.sort_by_cached_key(|country| match lang {
            // "Åland" stands among the A.
            Lang::En => country.name(lang).nfd().filter(|c| !is_combining_mark(*c)).collect::<String>(),
            Lang::Ja | Lang::Ru => country.name(lang).to_owned(),
        });
        countries
    })
});

impl Country {
    /// From a code in capitals.
    pub fn from_code(code: &str) -> Option<Self> {
        ALL.iter().find(|country| country.code == code).copied()
    }

    /// Every country, in the order of its names in a language.
    pub fn sorted(lang: Lang) -> &'static [Self] {
        &SORTED[lang as usize]
    }

    /// The name in a language.
    pub const fn name(&self, lang: Lang) -> &'static str {
        self.names[lang as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Country;
    use gatehouse_core::Lang;

    /// ACC-1, ALL-1
    #[test]
    fn every_country_has_a_name_in_every_language() {
        assert_eq!(Country::sorted(Lang::En).len(), 249);
        for country in Country::sorted(Lang::Ja) {
            assert!(Lang::ALL.iter().all(|lang| !country.name(*lang).is_empty()), "{}", country.code);
        }
        assert_eq!(Country::from_code("JP").map(|c| c.name(Lang::Ja)), Some("日本"));
        assert_eq!(Country::from_code("jp"), None);
        let first: Vec<_> = Country::sorted(Lang::En).iter().take(2).map(|c| c.code).collect();
        assert_eq!(first, ["AF", "AX"]);
    }
}
