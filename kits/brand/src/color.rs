//! Colors as the style sheet states them (OKLCH, CSS Color 4 §9), as screens show them (sRGB), and how well one is read on another
//! (WCAG 2.2 §1.4.3).

use std::fmt;

/// A color of sRGB, eight bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Srgb(pub [u8; 3]);

/// `#6c44a4`
impl fmt::Display for Srgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// What a screen does with a color that sRGB lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Each part is cut off, as browsers do.
    Cut,
    /// It becomes grayer until it fits, as CSS Color 4 §13 asks.
    Grayer,
}

impl Srgb {
    /// White.
    pub const WHITE: Self = Self([u8::MAX; 3]);

    /// From `#6c44a4` or `6c44a4`.
    pub fn of_hex(text: &str) -> Option<Self> {
        let digits = text.trim().trim_start_matches('#');
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6 && !digits.starts_with('+'))?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Lightness 0 to 1, chroma, and hue in degrees.
    pub fn of_oklch(lightness: f64, chroma: f64, hue: f64, beyond: Beyond) -> Self {
        let is_in = |chroma: f64| linear(lightness, chroma, hue).iter().all(|part| (-1e-4..=1.0001).contains(part));
        let mut shown = chroma;
        if beyond == Beyond::Grayer && !is_in(chroma) {
            let (mut fits, mut not) = (0.0, chroma);
            for _ in 0..24 {
                let middle = f64::midpoint(fits, not);
                if is_in(middle) { fits = middle } else { not = middle }
            }
            shown = fits;
        }
        Self(linear(lightness, shown, hue).map(encoded))
    }

    /// Its chroma, and its hue in degrees from 0 to below 360.
    pub fn chroma_and_hue(self) -> (f64, f64) {
        let [red, green, blue] = self.0.map(decoded);
        let l = 0.412_221_470_8_f64.mul_add(red, 0.536_332_536_3_f64.mul_add(green, 0.051_445_992_9 * blue)).cbrt();
        let m = 0.211_903_498_2_f64.mul_add(red, 0.680_699_545_1_f64.mul_add(green, 0.107_396_956_6 * blue)).cbrt();
        let s = 0.088_302_461_9_f64.mul_add(red, 0.281_718_837_6_f64.mul_add(green, 0.629_978_700_5 * blue)).cbrt();
        let a = 1.977_998_495_1_f64.mul_add(l, (-2.428_592_205_f64).mul_add(m, 0.450_593_709_9 * s));
        let b = 0.025_904_037_1_f64.mul_add(l, 0.782_771_766_2_f64.mul_add(m, -0.808_675_766 * s));
        (a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0))
    }

    /// Relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(decoded);
        0.2126_f64.mul_add(red, 0.7152_f64.mul_add(green, 0.0722 * blue))
    }

    /// How well one is read on the other: 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

fn linear(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = 0.396_337_777_4_f64.mul_add(a, 0.215_803_757_3_f64.mul_add(b, lightness)).powi(3);
    let m = (-0.105_561_345_8_f64).mul_add(a, (-0.063_854_172_8_f64).mul_add(b, lightness)).powi(3);
    let s = (-0.089_484_177_5_f64).mul_add(a, (-1.291_485_548_f64).mul_add(b, lightness)).powi(3);
    [
        4.076_741_662_1_f64.mul_add(l, (-3.307_711_591_3_f64).mul_add(m, 0.230_969_929_2 * s)),
        (-1.268_438_004_6_f64).mul_add(l, 2.609_757_401_1_f64.mul_add(m, -0.341_319_396_5 * s)),
        (-0.004_196_086_3_f64).mul_add(l, (-0.703_418_614_7_f64).mul_add(m, 1.707_614_701 * s)),
    ]
}

fn encoded(part: f64) -> u8 {
    let part = part.clamp(0.0, 1.0);
    let curved = if part <= 0.003_130_8 { 12.92 * part } else { 1.055_f64.mul_add(part.powf(1.0 / 2.4), -0.055) };
    (curved * 255.0).round() as u8
}

fn decoded(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::{Beyond, Srgb};

    #[test]
    fn colors_are_those_of_the_standard() {
        // CSS Color 4, the examples of §9.1 and §9.2.
        assert_eq!(Srgb::of_oklch(0.627_955, 0.257_627, 29.2338, Beyond::Cut), Srgb([255, 0, 0]));
        assert_eq!(Srgb::of_oklch(0.519_752, 0.176_858, 142.495, Beyond::Cut).to_string(), "#008000");
        let (chroma, hue) = Srgb([255, 0, 0]).chroma_and_hue();
        assert!((chroma - 0.2576).abs() < 1e-3 && (hue - 29.23).abs() < 0.1, "{chroma} {hue}");
        assert_eq!(Srgb::of_hex(" #6C44A4 "), Some(Srgb([0x6c, 0x44, 0xa4])));
        for wrong in ["", "#123", "#12345g", "12345678", "+12345"] {
            assert_eq!(Srgb::of_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        assert!(near(Srgb::WHITE.contrast(Srgb([0; 3])), 21.0) && near(Srgb::WHITE.contrast(Srgb::WHITE), 1.0));
        assert!(near(Srgb([0x77; 3]).contrast(Srgb::WHITE), 4.48), "the usual gray that misses AA");
    }

    #[test]
    fn a_color_beyond_srgb_becomes_grayer_or_is_cut() {
        let grayer = Srgb::of_oklch(0.48, 0.35, 150.0, Beyond::Grayer);
        assert_ne!(grayer, Srgb::of_oklch(0.48, 0.35, 150.0, Beyond::Cut));
        assert!(grayer.contrast(Srgb::WHITE) > 4.5);
    }
}
