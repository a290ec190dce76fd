//! The colors of pages, as numbers: for what knows no style sheet (mails, the browser's own bars), and to judge them. They follow
//! `web/src/css/tokens.css`; a test compares both.

use crate::color::{Beyond, Srgb};
use crate::look::Look;

/// The colors of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub canvas: Srgb,
    /// Behind text.
    pub surface: Srgb,
    /// Behind heads of tables and the like.
    pub sunken: Srgb,
    /// Lines between things.
    pub line: Srgb,
    /// Lines around what can be typed in.
    pub line_strong: Srgb,
    /// Text.
    pub ink: Srgb,
    /// Lesser text.
    pub ink_2: Srgb,
    /// Links and the main button.
    pub brand: Srgb,
    /// Behind what is chosen.
    pub brand_bg: Srgb,
    /// Text on the main button.
    pub on_brand: Srgb,
}

/// A token: lightness and chroma in light and in dark; a chroma of `None` is the brand's.
type Token = [(f64, Option<f64>); 2];

pub(crate) const TOKENS: [(&str, Token); 10] = [
    ("canvas", [(0.982, Some(0.004)), (0.17, Some(0.014))]),
    ("surface", [(1.0, Some(0.0)), (0.235, Some(0.017))]),
    ("sunken", [(0.965, Some(0.006)), (0.275, Some(0.019))]),
    ("line", [(0.91, Some(0.009)), (0.33, Some(0.02))]),
    ("line-strong", [(0.62, Some(0.02)), (0.56, Some(0.025))]),
    ("ink", [(0.24, Some(0.025)), (0.94, Some(0.008))]),
    ("ink-2", [(0.45, Some(0.025)), (0.74, Some(0.02))]),
    ("brand", [(0.48, None), (0.76, Some(0.11))]),
    ("brand-bg", [(0.96, Some(0.02)), (0.28, Some(0.05))]),
    ("on-brand", [(1.0, Some(0.0)), (0.19, Some(0.04))]),
];

impl Palette {
    /// The light theme.
    pub fn light(look: Look) -> Self {
        Self::of(look, 0, Beyond::Cut)
    }

    /// The dark theme.
    pub fn dark(look: Look) -> Self {
        Self::of(look, 1, Beyond::Cut)
    }

    pub(crate) fn of(look: Look, theme: usize, beyond: Beyond) -> Self {
        let colors = TOKENS.map(|(_, token)| {
            let (lightness, chroma) = token.get(theme).copied().unwrap_or((1.0, Some(0.0)));
            let chroma = chroma.unwrap_or_else(|| f64::from(look.chroma) / 1_000.0);
            Srgb::of_oklch(lightness, chroma, f64::from(look.hue), beyond)
        });
        let [canvas, surface, sunken, line, line_strong, ink, ink_2, brand, brand_bg, on_brand] = colors;
        Self { canvas, surface, sunken, line, line_strong, ink, ink_2, brand, brand_bg, on_brand }
    }

    /// The pair of a text and what is behind it that is read worst.
    pub(crate) fn least_contrast(&self) -> f64 {
        let on_grounds =
            |text: Srgb| [self.canvas, self.surface, self.sunken, self.brand_bg].map(|ground| text.contrast(ground));
        [on_grounds(self.brand), on_grounds(self.ink), on_grounds(self.ink_2)]
            .concat()
            .into_iter()
            .fold(self.on_brand.contrast(self.brand), f64::min)
    }
}

#[cfg(test)]
mod tests {
    use super::TOKENS;

    /// ALL-2
    #[test]
    fn the_numbers_are_those_of_the_style_sheet() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/css/tokens.css");
        let sheet = std::fs::read_to_string(path).unwrap();
        let written = |(lightness, chroma): (f64, Option<f64>)| {
            if lightness >= 1.0 {
                return "#fff".to_owned();
            }
            let chroma = chroma.map_or("var(--brand-chroma)".to_owned(), |chroma| {
                chroma.to_string().trim_start_matches('0').to_owned()
            });
            format!("oklch({}% {chroma} var(--hue))", (lightness * 1_000.0).round() / 10.0)
        };
        for (name, [light, dark]) in TOKENS {
            let line = format!("--{name}: light-dark({}, {});", written(light), written(dark));
            assert!(sheet.contains(&line), "tokens.css lacks {line}");
        }
    }
}
