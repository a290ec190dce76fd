//! The pictures that come with the program: pages of the portal as they look in each language, made by a command and built in.

use super::picture::size_of_webp;
use gatehouse_core::Lang;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Language, name, file.
type Built = (&'static str, &'static str, &'static [u8]);

static BUILT: &[Built] = include!(concat!(env!("OUT_DIR"), "/pictures.rs"));

/// A picture.
#[derive(Clone, Debug)]
pub struct Shot {
    /// What texts call it.
    pub name: &'static str,
    /// The tag of its language.
    pub lang: &'static str,
    /// The last part of its address, which another content never has.
    pub file: String,
    /// Pixels across and down.
    pub size: (u32, u32),
    /// WebP.
    pub bytes: &'static [u8],
}

static SHOTS: LazyLock<Vec<Shot>> = LazyLock::new(|| BUILT.iter().filter_map(shot).collect());

fn shot(&(lang, name, bytes): &Built) -> Option<Shot> {
    let hash = Sha256::digest(bytes);
    let digits = hash.iter().take(6).fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    Some(Shot { name, lang, file: format!("{name}.{lang}.{digits}.webp"), size: size_of_webp(bytes)?, bytes })
}

/// All of them.
#[must_use]
pub fn all() -> &'static [Shot] {
    &SHOTS
}

/// The one with this name in a language: a page in another one helps nobody.
#[must_use]
pub fn of(name: &str, lang: Lang) -> Option<&'static Shot> {
    SHOTS.iter().find(|shot| shot.name == name && shot.lang == lang.tag())
}

/// The one at an address.
#[must_use]
pub fn at(file: &str) -> Option<&'static Shot> {
    SHOTS.iter().find(|shot| shot.file == file)
}

#[cfg(test)]
mod tests {
    use super::{BUILT, all, at};
    use crate::model::markdown::pictures;
    use crate::model::shipped::ARTICLES;
    use gatehouse_core::Lang;

    /// The most bytes of one, and of all of them: they are part of the program.
    const MOST: usize = 30 << 10;
    const MOST_IN_ALL: usize = 900 << 10;

    /// ALL-10
    #[test]
    fn they_are_few_and_small_and_each_is_shown_somewhere() {
        assert_eq!(all().len(), BUILT.len(), "each says its size");
        let mut whole = 0;
        for shot in all() {
            assert!(shot.bytes.len() <= MOST, "{} {}: {}", shot.lang, shot.name, shot.bytes.len());
            assert!(shot.size.0 <= 800 && shot.size.1 <= 800, "{} {}: {:?}", shot.lang, shot.name, shot.size);
            assert!(at(&shot.file).is_some_and(|found| found.name == shot.name));
            let lang = Lang::from_tag(shot.lang).unwrap();
            let shows = |body: &str| pictures(&crate::model::markdown::parse(body)).contains(&shot.name);
            let is_shown = ARTICLES.iter().filter_map(|article| article.text(lang)).any(|text| shows(&text.body));
            assert!(is_shown, "{} {}: no article shows it", shot.lang, shot.name);
            whole += shot.bytes.len();
        }
        assert!(whole <= MOST_IN_ALL, "{whole}");
        assert!(at("../../etc/passwd").is_none());
    }

    /// ALL-10
    #[test]
    fn the_command_takes_each_that_an_article_shows() {
        let table = include_str!("../../../../e2e/help-pictures.mjs");
        let mut shown = 0;
        for text in ARTICLES.iter().filter_map(|article| article.text(Lang::En)) {
            for name in pictures(&crate::model::markdown::parse(&text.body)) {
                assert!(table.contains(&format!("['{name}', '/")), "{name}");
                shown += 1;
            }
        }
        assert_eq!(shown, table.matches("  ['").count(), "none is taken for nothing");
    }
}
