//! The brand as pages and mails show it.

use crate::chosen::{Chosen, DefaultTheme, Link, Picture};
use crate::look::Look;
use gatehouse_core::Lang;

/// The name where no vendor has chosen one.
pub const DEFAULT_NAME: &str = "Gatehouse";

/// The vendor's brand: what was chosen, and the defaults for the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The vendor's name on pages and in mails.
    pub name: String,
    /// Whether a vendor has chosen the name.
    pub is_named: bool,
    /// The logo on light pages and in mails.
    pub logo: Option<Picture>,
    /// The logo on dark pages.
    pub logo_dark: Option<Picture>,
    /// The icon in its sizes, the smallest first; may be empty.
    pub icon: Vec<Picture>,
    /// The picture beside the form to sign in.
    pub sign_in_picture: Option<Picture>,
    /// Hue, strength, corners.
    pub look: Look,
    /// The name of the sender of mails; empty: that of `mail_from`.
    pub sender: String,
    /// The vendor's postal address, line by line.
    pub address: String,
    /// Light or dark, for those who have not chosen.
    pub theme: DefaultTheme,
    /// The languages on offer; never empty.
    pub languages: Vec<Lang>,
    links: Vec<(Link, String)>,
}

impl Default for Brand {
    fn default() -> Self {
        Self::of(&Chosen::default())
    }
}

impl Brand {
    /// With the defaults for what was not chosen.
    pub fn of(chosen: &Chosen) -> Self {
        let usual = Look::default();
        let address = |link| chosen.link(link).clone().filter(|address| !address.is_empty());
        Self {
            name: chosen.name.clone().unwrap_or_else(|| DEFAULT_NAME.to_owned()),
            is_named: chosen.name.as_ref().is_some_and(|name| name != DEFAULT_NAME),
            logo: chosen.logo.clone(),
            logo_dark: chosen.logo_dark.clone(),
            icon: chosen.icon.clone().unwrap_or_default(),
            sign_in_picture: chosen.sign_in_picture.clone(),
            look: Look {
                hue: chosen.hue.unwrap_or(usual.hue),
                chroma: chosen.chroma.unwrap_or(usual.chroma),
                radius: chosen.radius.unwrap_or_default(),
            },
            sender: chosen.sender.clone().unwrap_or_default(),
            address: chosen.address.clone().unwrap_or_default(),
            theme: chosen.theme.unwrap_or_default(),
            languages: chosen.languages.clone().filter(|some| !some.is_empty()).unwrap_or_else(|| Lang::ALL.to_vec()),
            links: Link::ALL.into_iter().filter_map(|link| Some((link, address(link)?))).collect(),
        }
    }

    /// The links that are set, in the order of the foot.
    pub fn links(&self) -> impl Iterator<Item = (Link, &str)> {
        self.links.iter().map(|(link, address)| (*link, address.as_str()))
    }

    /// The address of a link, where it is set.
    pub fn link(&self, wanted: Link) -> Option<&str> {
        self.links().find(|(link, _)| *link == wanted).map(|(_, address)| address)
    }

    /// Where one is helped; empty where that is not set.
    pub fn help(&self) -> &str {
        self.link(Link::Help).unwrap_or_default()
    }

    /// The icon of at least this side.
    pub fn icon_of(&self, side: u32) -> Option<&Picture> {
        self.icon.iter().find(|icon| icon.width >= side).or_else(|| self.icon.last())
    }

    /// The letter that stands for a vendor without an icon; `None` where no vendor has chosen a name.
    pub fn letter(&self) -> Option<String> {
        let first = self.name.chars().find(|c| c.is_alphanumeric()).filter(|_| self.is_named)?;
        Some(first.to_uppercase().collect())
    }

    /// The best of the languages on offer for somebody who wants this one.
    pub fn offered(&self, wanted: Option<Lang>) -> Lang {
        let usual = self.languages.first().copied().unwrap_or_default();
        wanted.filter(|lang| self.languages.contains(lang)).unwrap_or(usual)
    }

    /// The names of its pictures.
    pub fn picture_names(&self) -> impl Iterator<Item = &str> {
        let single = [&self.logo, &self.logo_dark, &self.sign_in_picture].into_iter().flatten();
        single.chain(&self.icon).map(|picture| picture.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Brand;
    use crate::chosen::{Chosen, Link, Picture};
    use gatehouse_core::Lang;

    /// ALL-2
    #[test]
    fn the_file_goes_before_the_console_and_both_before_the_default() {
        let file = Chosen { name: Some("Aurora".into()), hue: Some(10), ..Chosen::default() };
        let console = Chosen {
            name: Some("Other".into()),
            chroma: Some(90),
            help: Some("https://help.example".into()),
            shop: Some(String::new()),
            ..Chosen::default()
        };
        let brand = Brand::of(&file.or(&console));
        assert_eq!((brand.name.as_str(), brand.look.hue, brand.look.chroma), ("Aurora", 10, 150));
        assert_eq!(brand.links().collect::<Vec<_>>(), [(Link::Help, "https://help.example")]);
        assert_eq!(Brand::default().name, "Gatehouse");
        assert_eq!((Brand::default().letter(), brand.letter()), (None, Some("A".to_owned())));
    }

    /// ALL-1
    #[test]
    fn a_language_that_is_not_on_offer_gives_the_first_one() {
        let brand = Brand::of(&Chosen { languages: Some(vec![Lang::Ja, Lang::En]), ..Chosen::default() });
        assert_eq!(
            [Some(Lang::Ru), None, Some(Lang::En)].map(|lang| brand.offered(lang)),
            [Lang::Ja, Lang::Ja, Lang::En]
        );
        assert_eq!(Brand::of(&Chosen { languages: Some(Vec::new()), ..Chosen::default() }).languages.len(), 3);
    }

    #[test]
    fn a_picture_fits_in_what_is_free() {
        let picture = |width, height| Picture { name: "x.png".into(), width, height };
        assert_eq!(picture(400, 100).fitted(32, 200), (128, 32));
        assert_eq!(picture(1_000, 100).fitted(32, 200), (200, 20));
        assert_eq!(picture(1, 4_000).fitted(32, 200), (1, 32));
    }
}
