//! What pictures are made from an upload.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{overlay, thumbnail};
use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage, Rgba, RgbaImage};
use serde::{Deserialize, Serialize};

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// As it is, made smaller where it is larger than this.
    Within {
        /// The most pixels across.
        width: u32,
        /// The most pixels down.
        height: u32,
    },
    /// In the middle of a square of this side.
    Square {
        /// Pixels of a side.
        side: u32,
        /// Whether white stands behind it, for systems that show nothing through.
        on_white: bool,
    },
}

/// One picture to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Its form.
    pub shape: Shape,
    /// A photograph: JPEG where nothing shows through, which is a tenth of a PNG.
    pub is_photo: bool,
    /// The most bytes; it is made smaller until it fits.
    pub bytes: usize,
}

/// One picture that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Its length.
    pub bytes: usize,
    /// JPEG, else PNG.
    pub is_jpeg: bool,
}

/// How much smaller a picture becomes that has too many bytes, in hundredths.
const STEPS: [u32; 6] = [100, 75, 55, 40, 25, 15];

/// Makes a picture; `None` when it fits in no size.
pub(crate) fn make(picture: &RgbaImage, wanted: Wanted) -> Option<(Made, Vec<u8>)> {
    STEPS.into_iter().find_map(|hundredths| {
        let shaped = shape(picture, wanted.shape, hundredths);
        let is_jpeg = wanted.is_photo && shaped.pixels().all(|pixel| pixel.0[3] == u8::MAX);
        let bytes = if is_jpeg { jpeg(&shaped)? } else { png(&shaped)? };
        let (width, height) = shaped.dimensions();
        (bytes.len() <= wanted.bytes).then_some((Made { width, height, bytes: bytes.len(), is_jpeg }, bytes))
    })
}

fn shape(picture: &RgbaImage, shape: Shape, hundredths: u32) -> RgbaImage {
    match shape {
        Shape::Within { width, height } => scaled(picture, part(width, hundredths), part(height, hundredths)),
        Shape::Square { side, on_white } => {
            let side = part(side, hundredths);
            let ground = if on_white { Rgba([u8::MAX; 4]) } else { Rgba([0; 4]) };
            let mut square = RgbaImage::from_pixel(side, side, ground);
            let inner = scaled(picture, side, side);
            let middle = |inner: u32| i64::from(side.saturating_sub(inner) / 2);
            overlay(&mut square, &inner, middle(inner.width()), middle(inner.height()));
            square
        }
    }
}

fn part(whole: u32, hundredths: u32) -> u32 {
    (whole.saturating_mul(hundredths) / 100).max(1)
}

/// Within width and height, never larger than it was. What shows through weighs nothing in the mean of a pixel, so that no dark seam
/// comes of it.
fn scaled(picture: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    let (across, down) = (f64::from(picture.width()), f64::from(picture.height()));
    let factor = (f64::from(width) / across).min(f64::from(height) / down);
    if factor >= 1.0 {
        return picture.clone();
    }
    let pixels = |side: f64, most: u32| to_pixels(side * factor).clamp(1, most);
    let (width, height) = (pixels(across, width), pixels(down, height));
    let mut weighed = picture.clone();
    for pixel in weighed.pixels_mut() {
        let Rgba([red, green, blue, alpha]) = *pixel;
        *pixel = Rgba([weigh(red, alpha), weigh(green, alpha), weigh(blue, alpha), alpha]);
    }
    let mut small = thumbnail(&weighed, width, height);
    drop(weighed);
    for pixel in small.pixels_mut() {
        let Rgba([red, green, blue, alpha]) = *pixel;
        *pixel = Rgba([back(red, alpha), back(green, alpha), back(blue, alpha), alpha]);
    }
    small
}

fn to_pixels(side: f64) -> u32 {
    // At most the longest side of an upload.
    side.round() as u32
}

fn weigh(color: u8, alpha: u8) -> u8 {
    u8::try_from((u16::from(color) * u16::from(alpha) + 127) / 255).unwrap_or(u8::MAX)
}

fn back(color: u8, alpha: u8) -> u8 {
    let alpha = u16::from(alpha);
    if alpha == 0 {
        return 0;
    }
    u8::try_from((u16::from(color) * 255 + alpha / 2) / alpha).unwrap_or(u8::MAX)
}

pub(crate) fn png(picture: &RgbaImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgba8)
        .ok()?;
    Some(bytes)
}

fn jpeg(picture: &RgbaImage) -> Option<Vec<u8>> {
    let (width, height) = picture.dimensions();
    let mut opaque = RgbImage::new(width, height);
    for (to, from) in opaque.pixels_mut().zip(picture.pixels()) {
        let Rgba([red, green, blue, _]) = *from;
        *to = Rgb([red, green, blue]);
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 82)
        .write_image(opaque.as_raw(), width, height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes)
}
