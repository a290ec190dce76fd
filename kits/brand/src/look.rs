//! Hue, strength and corners: what the tokens of the style sheet follow.

use crate::color::{Beyond, Srgb};
use crate::palette::Palette;
use serde::{Deserialize, Serialize};

/// The corners of buttons, fields and cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Radius {
    /// None.
    Sharp,
    /// A little.
    #[default]
    Soft,
    /// Much.
    Round,
}

impl Radius {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::Sharp, Self::Soft, Self::Round];

    /// The word in forms, files and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sharp => "sharp",
            Self::Soft => "soft",
            Self::Round => "round",
        }
    }

    /// From that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|radius| radius.word() == word)
    }

    /// `--r-s`, `--r` and `--r-l`.
    const fn lengths(self) -> [&'static str; 3] {
        match self {
            Self::Sharp => ["0", "0", "0"],
            Self::Soft => [".375rem", ".5rem", ".75rem"],
            Self::Round => [".625rem", "1rem", "1.375rem"],
        }
    }

    /// The corners of buttons and cards in mails, in pixels.
    pub const fn pixels(self) -> (u8, u8) {
        match self {
            Self::Sharp => (0, 0),
            Self::Soft => (8, 12),
            Self::Round => (16, 22),
        }
    }
}

/// What a vendor's pages look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Degrees, 0 to 359.
    pub hue: u16,
    /// Thousandths of OKLCH's chroma, 0 to [`Look::MOST_CHROMA`].
    pub chroma: u16,
    /// Corners.
    pub radius: Radius,
}

impl Default for Look {
    fn default() -> Self {
        Self { hue: 262, chroma: 150, radius: Radius::Soft }
    }
}

/// The least contrast of text (WCAG 2.2 AA, §1.4.3).
pub const AA: f64 = 4.5;
/// Counts the forms of the style sheet, which browsers keep for a year by its address.
const FORM: &str = "1";

impl Look {
    /// Stronger ones no screen shows.
    pub const MOST_CHROMA: u16 = 350;

    /// The look of this color: its hue and strength. How light it is, the theme says.
    pub fn of_color(color: Srgb, radius: Radius) -> Self {
        let (chroma, hue) = color.chroma_and_hue();
        let hue = (hue.round() as u16) % 360;
        Self { hue, chroma: ((chroma * 1_000.0).round() as u16).min(Self::MOST_CHROMA), radius }
    }

    /// The worst contrast of a text in either theme, however a browser shows what sRGB lacks.
    pub fn contrast(self) -> f64 {
        let themes = [(0, Beyond::Cut), (0, Beyond::Grayer), (1, Beyond::Cut), (1, Beyond::Grayer)];
        themes.into_iter().map(|(theme, beyond)| Palette::of(self, theme, beyond).least_contrast()).fold(21.0, f64::min)
    }

    /// Whether every text can be read.
    pub fn is_legible(self) -> bool {
        self.contrast() >= AA
    }

    /// The nearest hue of the same strength with which every text can be read; where none has it, the same hue a little weaker.
    pub fn nearest_legible(self) -> Self {
        let turned = |by: u16| [(self.hue + by) % 360, (self.hue + 360 - by) % 360].map(|hue| Self { hue, ..self });
        let hues = (0..=180).flat_map(turned);
        let weaker = (0..self.chroma).rev().map(|chroma| Self { chroma, ..self });
        hues.chain(weaker).find(|look| look.is_legible()).unwrap_or(Self { chroma: 0, ..self })
    }

    /// The name of its style sheet below `/_brand/`.
    pub fn sheet(self) -> String {
        format!("look-{}", self.place())
    }

    /// The name of the style sheet that shows it in the preview alone.
    pub fn preview_sheet(self) -> String {
        format!("preview-{}", self.place())
    }

    fn place(self) -> String {
        format!("{}-{}-{}-{FORM}.css", self.hue, self.chroma, self.radius.word())
    }

    /// The style sheet with this name. It is a function of the name alone, so every node has each.
    pub fn sheet_named(name: &str) -> Option<String> {
        let (selector, rest) = match (name.strip_prefix("look-"), name.strip_prefix("preview-")) {
            (Some(rest), _) => (":root", rest),
            (_, Some(rest)) => (".brand-preview", rest),
            _ => return None,
        };
        let mut parts = rest.strip_suffix(".css")?.split('-');
        let hue = parts.next()?.parse().ok().filter(|hue| *hue < 360)?;
        let chroma = parts.next()?.parse().ok().filter(|chroma| *chroma <= Self::MOST_CHROMA)?;
        let look = Self { hue, chroma, radius: Radius::of_word(parts.next()?)? };
        // One look has one name, and one form.
        (rest == look.place()).then(|| look.css(selector))
    }

    fn css(self, selector: &str) -> String {
        let [small, middle, large] = self.radius.lengths();
        let mut css = format!("{selector}{{--hue:{};--brand-chroma:{};", self.hue, f64::from(self.chroma) / 1_000.0);
        css.push_str(&format!("--r-s:{small};--r:{middle};--r-l:{large}}}"));
        css
    }
}

#[cfg(test)]
mod tests {
    use super::{AA, Look, Radius};
    use crate::color::Srgb;

    fn look(hue: u16, chroma: u16) -> Look {
        Look { hue, chroma, radius: Radius::Soft }
    }

    /// ALL-2
    #[test]
    fn the_default_and_the_demos_look_can_be_read() {
        assert!(Look::default().is_legible() && look(300, 150).is_legible());
        // Computed apart, with the formulas of CSS Color 4 and WCAG.
        assert_eq!(crate::Palette::light(look(300, 150)).brand.to_string(), "#6c44a4");
    }

    /// ALL-2
    #[test]
    fn what_cannot_be_read_has_a_nearest_that_can() {
        let wrong = look(190, 300);
        assert!(wrong.contrast() < AA);
        let nearest = wrong.nearest_legible();
        assert!(nearest.is_legible() && nearest.chroma == 300 && nearest.hue != 190);
        let between = nearest.hue.abs_diff(190);
        assert!((190 - between + 1..190 + between).all(|hue| !look(hue, 300).is_legible()), "{nearest:?}");
        assert!((0..360).all(|hue| look(hue, 150).is_legible()), "every hue of the usual strength can be read");
        assert!((0..360).step_by(15).all(|hue| look(hue, Look::MOST_CHROMA).nearest_legible().is_legible()));
    }

    #[test]
    fn a_style_sheet_is_what_its_name_says() {
        let css = Look::sheet_named(&look(300, 90).sheet()).unwrap();
        assert_eq!(css, ":root{--hue:300;--brand-chroma:0.09;--r-s:.375rem;--r:.5rem;--r-l:.75rem}");
        assert!(Look::sheet_named(&look(0, 0).preview_sheet()).unwrap().starts_with(".brand-preview{--hue:0;"));
        for wrong in [
            "look-360-90-soft-1.css",
            "look-300-351-soft-1.css",
            "look-300-90-oval-1.css",
            "look-300-90-soft-2.css",
            "look-0300-90-soft-1.css",
            "look-+300-90-soft-1.css",
            "look-300-90-soft-1.css.css",
            "look-300-90-soft",
            "other.css",
        ] {
            assert_eq!(Look::sheet_named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_look_is_taken_from_a_color() {
        let look = Look::of_color(Srgb::of_hex("#6c44a4").unwrap(), Radius::Sharp);
        assert!(look.hue.abs_diff(300) <= 1 && look.chroma.abs_diff(150) <= 2, "{look:?}");
    }
}
