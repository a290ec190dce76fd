//! What the form of the brand sends.

use crate::actions::BrandError;
use gatehouse_brand::color::Srgb;
use gatehouse_brand::{Chosen, DefaultTheme, Link, Look, Radius, Slot};
use gatehouse_core::{Errors, Invalid, Lang};
use serde::Deserialize;

/// Every field as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BrandForm {
    act: String,
    version: String,
    pub name: String,
    pub color: String,
    pub hue: String,
    pub chroma: String,
    pub radius: String,
    pub home: String,
    pub shop: String,
    pub help: String,
    pub status: String,
    pub privacy: String,
    pub terms: String,
    pub imprint: String,
    pub sender: String,
    pub address: String,
    pub theme: String,
    pub first_language: String,
    pub languages: Vec<String>,
}

/// What presses the button that shows and saves nothing.
pub(super) const PREVIEW: &str = "preview";

impl BrandForm {
    /// With what is chosen now.
    pub(super) fn of(chosen: &Chosen, version: i64) -> Self {
        let look = gatehouse_brand::Brand::of(chosen).look;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let languages = chosen.languages.clone().unwrap_or_else(|| Lang::ALL.to_vec());
        let mut form = Self {
            version: version.to_string(),
            name: text(&chosen.name),
            hue: look.hue.to_string(),
            chroma: look.chroma.to_string(),
            radius: look.radius.word().to_owned(),
            sender: text(&chosen.sender),
            address: text(&chosen.address),
            theme: chosen.theme.unwrap_or_default().word().to_owned(),
            first_language: languages.first().map(|lang| lang.tag().to_owned()).unwrap_or_default(),
            languages: languages.iter().map(|lang| lang.tag().to_owned()).collect(),
            ..Self::default()
        };
        for link in Link::ALL {
            *form.link_mut(link) = text(chosen.link(link));
        }
        form
    }

    pub(super) fn is_preview(&self) -> bool {
        self.act == PREVIEW
    }

    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or(-1)
    }

    pub(super) fn version_field(&self) -> &str {
        &self.version
    }

    pub(super) fn link(&self, link: Link) -> &str {
        match link {
            Link::Home => &self.home,
            Link::Shop => &self.shop,
            Link::Help => &self.help,
            Link::Privacy => &self.privacy,
            Link::Terms => &self.terms,
            Link::Imprint => &self.imprint,
            Link::Status => &self.status,
        }
    }

    fn link_mut(&mut self, link: Link) -> &mut String {
        match link {
            Link::Home => &mut self.home,
            Link::Shop => &mut self.shop,
            Link::Help => &mut self.help,
            Link::Privacy => &mut self.privacy,
            Link::Terms => &mut self.terms,
            Link::Imprint => &mut self.imprint,
            Link::Status => &mut self.status,
        }
    }

    /// What was typed, as choices; what is empty is not chosen. The rules about them are the action's.
    pub(super) fn chosen(&self) -> Result<Chosen, Invalid<BrandError>> {
        let mut errors = Errors::<BrandError>::default();
        let number = |text: &str, wrong| match text.trim() {
            "" => Ok(None),
            digits => digits.parse::<u16>().map(Some).map_err(|_| wrong),
        };
        let color = match self.color.trim() {
            "" => Ok(None),
            hex => Srgb::of_hex(hex).map(Some).ok_or(BrandError::Color),
        };
        let color = errors.take(color);
        let hue = errors.take(number(&self.hue, BrandError::Hue));
        let chroma = errors.take(number(&self.chroma, BrandError::Chroma));
        errors.finish(|| {
            let (color, mut hue, mut chroma) = (color?, hue?, chroma?);
            if let Some(look) = color.map(|color| Look::of_color(color, Radius::default())) {
                (hue, chroma) = (Some(look.hue), Some(look.chroma));
            }
            Ok(self.with_look(hue, chroma))
        })
    }

    fn with_look(&self, hue: Option<u16>, chroma: Option<u16>) -> Chosen {
        let line =
            |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
        let usual = Look::default();
        let is_usual = hue.unwrap_or(usual.hue) == usual.hue && chroma.unwrap_or(usual.chroma) == usual.chroma;
        let address = self.address.replace("\r\n", "\n").trim().to_owned();
        let mut chosen = Chosen {
            name: line(&self.name),
            hue: hue.filter(|_| !is_usual),
            chroma: chroma.filter(|_| !is_usual),
            radius: Radius::of_word(&self.radius).filter(|radius| *radius != Radius::default()),
            sender: line(&self.sender),
            address: Some(address).filter(|address| !address.is_empty()),
            theme: DefaultTheme::of_word(&self.theme).filter(|theme| *theme != DefaultTheme::default()),
            languages: self.languages(),
            ..Chosen::default()
        };
        for link in Link::ALL {
            *chosen.link_mut(link) = Some(self.link(link).trim().to_owned()).filter(|address| !address.is_empty());
        }
        chosen
    }

    /// The first one, then the others on offer in their usual order; all of them in that order are no choice.
    fn languages(&self) -> Option<Vec<Lang>> {
        let first = Lang::from_tag(&self.first_language);
        let others = Lang::ALL.into_iter().filter(|lang| Some(*lang) != first);
        let ticked = others.filter(|lang| self.languages.iter().any(|tag| tag == lang.tag()));
        let all: Vec<Lang> = first.into_iter().chain(ticked).collect();
        (all != Lang::ALL).then_some(all)
    }

    /// What pages would look like: what was typed where it can be read, with the pictures that are stored.
    pub(super) fn shown(&self, file: &Chosen, stored: &Chosen) -> Chosen {
        let mut typed = self.chosen().unwrap_or_else(|_| stored.clone());
        for slot in Slot::ALL {
            typed.set_pictures(slot, stored.pictures(slot).into_iter().cloned().collect());
        }
        let mut shown = file.or(&typed);
        if shown.hue.is_some_and(|hue| hue >= 360) || shown.chroma.is_some_and(|chroma| chroma > Look::MOST_CHROMA) {
            (shown.hue, shown.chroma) = (stored.hue, stored.chroma);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::BrandForm;
    use gatehouse_brand::Chosen;
    use gatehouse_core::{Lang, Refusal as _};

    #[test]
    fn a_form_that_was_not_touched_changes_nothing() {
        assert_eq!(BrandForm::of(&Chosen::default(), 0).chosen().unwrap(), Chosen::default());
        let chosen = Chosen {
            name: Some("Aurora".into()),
            hue: Some(300),
            chroma: Some(150),
            help: Some("https://help.example".into()),
            languages: Some(vec![Lang::Ja, Lang::En]),
            ..Chosen::default()
        };
        assert_eq!(BrandForm::of(&chosen, 1).chosen().unwrap(), chosen);
    }

    #[test]
    fn a_color_goes_before_hue_and_strength() {
        let form = BrandForm { color: "#6c44a4".into(), ..BrandForm::of(&Chosen::default(), 0) };
        let chosen = form.chosen().unwrap();
        assert!(chosen.hue.unwrap().abs_diff(300) <= 1, "{chosen:?}");
        let wrong = BrandForm { color: "purple".into(), hue: "x".into(), ..BrandForm::default() };
        let fields: Vec<_> = wrong.chosen().unwrap_err().iter().map(|e| e.field().unwrap().to_owned()).collect();
        assert_eq!(fields, ["color", "hue"]);
    }
}
