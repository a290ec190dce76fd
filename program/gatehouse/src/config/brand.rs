//! `brand`: the vendor's name alone, or a table with all that the console offers under Settings > Brand. What stands here goes before it.

use crate::install::text_sources;
use gatehouse_brand::rules::{LONGEST_ADDRESS, LONGEST_NAME, MOST_LINES, Wrong, wrongs};
use gatehouse_brand::{AA, Chosen, DefaultTheme, Look, Radius, Slot};
use gatehouse_core::text::code_point;
use gatehouse_core::{Fault, Lang};
use gatehouse_l10n::replaced::{self, Replaced};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::path::{Path, PathBuf};

/// Every key of the table; what is empty or missing is chosen in the console.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BrandConfig {
    /// The vendor's name.
    pub name: String,
    /// A file with the logo: PNG, JPEG or GIF.
    pub logo: String,
    /// A file with the logo for dark pages.
    pub logo_dark: String,
    /// A file with the icon.
    pub icon: String,
    /// A file with the picture beside the form to sign in.
    pub sign_in_picture: String,
    /// The hue in degrees.
    pub hue: Option<u16>,
    /// The strength in thousandths.
    pub chroma: Option<u16>,
    /// `sharp`, `soft` or `round`.
    pub radius: Option<Radius>,
    /// The vendor's site.
    pub home: String,
    /// The shop.
    pub shop: String,
    /// Help; the key `help_url` is the same.
    pub help: String,
    /// The privacy notice.
    pub privacy: String,
    /// The terms of use.
    pub terms: String,
    /// The legal notice.
    pub imprint: String,
    /// The status page.
    pub status: String,
    /// The name of the sender of mails.
    pub sender: String,
    /// The postal address in the foot of mails.
    pub address: String,
    /// `auto`, `light` or `dark`.
    pub theme: Option<DefaultTheme>,
    /// The languages on offer, the first one for those of whom nothing is known.
    pub languages: Vec<Lang>,
    /// A folder with texts that replace those of the program.
    pub texts: String,
}

/// A name, or the table.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<BrandConfig, D::Error> {
    from.deserialize_any(NameOrTable)
}

struct NameOrTable;

impl<'de> Visitor<'de> for NameOrTable {
    type Value = BrandConfig;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string (the vendor's name) or a table ([brand])")
    }

    fn visit_str<E>(self, name: &str) -> Result<BrandConfig, E> {
        // A name that was given and is blank is a mistake; the rules say so.
        let name = if name.is_empty() { " " } else { name };
        Ok(BrandConfig { name: name.to_owned(), ..BrandConfig::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<BrandConfig, A::Error> {
        BrandConfig::deserialize(MapAccessDeserializer::new(map))
    }
}

impl BrandConfig {
    /// The words and colors as choices.
    pub fn chosen(&self, help_url: &str) -> Chosen {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|_| !text.is_empty());
        Chosen {
            name: some(&self.name),
            hue: self.hue,
            chroma: self.chroma,
            radius: self.radius,
            home: some(&self.home),
            shop: some(&self.shop),
            help: some(&self.help).or_else(|| some(help_url)),
            privacy: some(&self.privacy),
            terms: some(&self.terms),
            imprint: some(&self.imprint),
            status: some(&self.status),
            sender: some(&self.sender),
            address: some(&self.address),
            theme: self.theme,
            languages: Some(self.languages.clone()).filter(|languages| !languages.is_empty()),
            ..Chosen::default()
        }
    }

    /// The files with pictures.
    pub fn pictures(&self) -> Vec<(Slot, PathBuf)> {
        let path = |slot| match slot {
            Slot::Logo => &self.logo,
            Slot::LogoDark => &self.logo_dark,
            Slot::Icon => &self.icon,
            Slot::SignIn => &self.sign_in_picture,
        };
        let set = Slot::ALL.into_iter().filter(|slot| !path(*slot).is_empty());
        set.map(|slot| (slot, PathBuf::from(path(slot)))).collect()
    }

    /// The texts in the folder `texts`, where one is named.
    pub fn replaced_texts(&self) -> Result<Option<Replaced>, Fault> {
        if self.texts.is_empty() {
            return Ok(None);
        }
        let read = replaced::read(Path::new(&self.texts), &text_sources());
        read.map(Some).map_err(|fault| Fault::new(format!("brand: texts: {fault}")))
    }

    /// What is wrong, named by its key.
    pub(super) fn check(&self, help_url: &str) -> Result<(), Fault> {
        self.replaced_texts()?;
        match wrongs(&self.chosen(help_url)).first() {
            None => Ok(()),
            Some(wrong) => Err(Fault::new(why(*wrong, help_url.is_empty()))),
        }
    }
}

fn why(wrong: Wrong, has_no_help_url: bool) -> String {
    let field = wrong.field();
    match wrong {
        Wrong::Name => format!("brand: must have 1 to {LONGEST_NAME} characters"),
        Wrong::Unprintable("name", c) => format!("brand: holds {}, which nobody can read", code_point(c)),
        Wrong::Link(_) if field == "help" && !has_no_help_url => {
            "help_url: must be an address such as https://help.example.com, or empty".to_owned()
        }
        Wrong::Link(_) => format!("brand: {field} must be an address such as https://example.com, or empty"),
        Wrong::Unprintable(_, c) => format!("brand: {field} holds {}, which nobody can read", code_point(c)),
        Wrong::Sender => format!("brand: sender must have no more than {LONGEST_NAME} characters"),
        Wrong::Address => {
            format!("brand: address must have no more than {MOST_LINES} lines and {LONGEST_ADDRESS} characters")
        }
        Wrong::Hue => "brand: hue must be from 0 to 359".to_owned(),
        Wrong::Chroma => format!("brand: chroma must be from 0 to {}", Look::MOST_CHROMA),
        Wrong::Contrast(nearest) => format!(
            "brand: with this hue and chroma texts have less contrast than {AA}:1 (WCAG AA); the nearest that can be read is \
             hue = {}, chroma = {}",
            nearest.hue, nearest.chroma
        ),
        Wrong::Languages => "brand: languages must each be named once".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use gatehouse_brand::{Radius, Slot};
    use gatehouse_core::Lang;
    use std::collections::BTreeMap;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string())
    }

    /// ALL-2
    #[test]
    fn the_brand_is_a_name_or_a_table() {
        assert_eq!(parse("brand = ' Acme '").unwrap().brand.chosen("").name.as_deref(), Some("Acme"));
        assert_eq!(parse("").unwrap().brand.chosen("").name, None);
        let text = "help_url = 'https://help.example'\n[brand]\nname = 'Acme'\nhue = 300\nradius = 'sharp'\n\
                    languages = ['ja', 'en']\nlogo = 'logo.png'\nicon = 'icon.png'";
        let brand = parse(text).unwrap().brand;
        let chosen = brand.chosen("https://help.example");
        assert_eq!((chosen.hue, chosen.radius), (Some(300), Some(Radius::Sharp)));
        assert_eq!(chosen.languages, Some(vec![Lang::Ja, Lang::En]));
        assert_eq!(chosen.help.as_deref(), Some("https://help.example"));
        assert_eq!(brand.pictures().iter().map(|(slot, _)| *slot).collect::<Vec<_>>(), [Slot::Logo, Slot::Icon]);
    }

    /// ALL-1, ALL-9
    #[test]
    fn texts_of_ones_own_are_checked_against_the_programs() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| {
            std::fs::create_dir_all(folder.path().join("ja")).unwrap();
            std::fs::write(folder.path().join("ja/accounts.ftl"), text).unwrap();
            parse(&format!("[brand]\ntexts = '{}'", folder.path().display()))
        };
        let config = write("mail-confirm-lead = { $brand } へようこそ。\n").unwrap();
        let texts = config.brand.replaced_texts().unwrap().unwrap();
        assert!(String::from_utf8_lossy(&texts[&("accounts", Lang::Ja)]).contains("へようこそ"));
        for (text, part) in [
            ("mail-confirm-leed = x", "mail-confirm-leed"),
            ("mail-confirm-lead = { $vendor } x", "vendor"),
            ("mail-confirm-lead = { $brand", "line 1"),
        ] {
            let why = write(text).unwrap_err();
            assert!(why.contains("texts: ") && why.contains("accounts.ftl") && why.contains(part), "{why}");
        }
    }

    /// ALL-9
    #[test]
    fn a_mistake_in_the_brand_is_named() {
        for (text, part) in [
            ("brand = ''", "1 to 100"),
            ("[brand]\nhue = 190\nchroma = 300", "hue = "),
            ("[brand]\nhue = 360", "359"),
            ("[brand]\nshop = 'shop'", "shop must be"),
            ("[brand]\nlanguages = ['en', 'en']", "once"),
            ("[brand]\nlanguages = ['de']", "de"),
            ("[brand]\ncolour = 3", "colour"),
            ("[brand]\ntheme = 'sepia'", "sepia"),
            ("brand = 3", "brand"),
            ("help_url = 'help'", "help_url: must be"),
        ] {
            let why = parse(text).unwrap_err();
            assert!(why.contains(part), "{text}: {why}");
        }
    }
}
