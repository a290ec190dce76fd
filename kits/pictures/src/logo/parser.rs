//! The parser of logos, which runs in the worker process only.

use super::gif::{Heads, heads};
use super::moving::{Moving, resting, together, written};
use super::png::{SIGNATURE, bare};
use super::{LOGO_FRAMES, LOGO_HEIGHT, LOGO_PLAYS, LOGO_WIDTH};
use crate::made::png;
use crate::{MOST_BYTES, MOST_KEPT};
use gatehouse_worker::{Limits, Parsed, Parser};
use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder as _, DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, RgbaImage};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// What was made of a logo: the picture that stands still, and behind it the one that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoFound {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The length of the PNG.
    pub still: usize,
    /// The length of the GIF; nothing where it does not move.
    pub moving: usize,
}

/// Why a logo is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogoRefused {
    /// Neither PNG nor JPEG nor GIF.
    Format,
    /// It ends too early, or is none of what it says.
    Broken,
    /// It has this many pixels across and down.
    TooLarge(u32, u32),
    /// It has this many frames.
    Frames(u32),
    /// It plays for this many hundredths of a second.
    Plays(u32),
    /// A PNG that moves.
    AnimatedPng,
    /// It moves so much that it takes this many bytes.
    Detailed(usize),
}

/// Reads a logo and writes it anew.
pub struct LogoParser;

impl Parser for LogoParser {
    const KIND: &'static str = "web.company_logo";
    const LIMITS: Limits = Limits::picture(MOST_BYTES);
    type Asked = ();
    type Found = LogoFound;
    type Refused = LogoRefused;

    fn parse((): (), bytes: &[u8]) -> Result<Parsed<LogoFound>, LogoRefused> {
        if bytes.starts_with(SIGNATURE) {
            return still(&decoded(&bare(bytes)?, ImageFormat::Png)?);
        }
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => still(&decoded(bytes, ImageFormat::Jpeg)?),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => gif(bytes),
            _ => Err(LogoRefused::Format),
        }
    }
}

/// The most bytes that a decoder may want: many times what the largest logo needs.
const MOST_DECODED: u64 = 8 << 20;

fn decoded(bytes: &[u8], format: ImageFormat) -> Result<RgbaImage, LogoRefused> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| LogoRefused::Broken)?;
    let turned = decoder.orientation().ok();
    let (width, height) = decoder.dimensions();
    // As it is seen.
    let is_on_its_side = turned.is_some_and(|turned| turned.to_exif() >= 5);
    let (width, height) = if is_on_its_side { (height, width) } else { (width, height) };
    if width > LOGO_WIDTH || height > LOGO_HEIGHT {
        return Err(LogoRefused::TooLarge(width, height));
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| LogoRefused::Broken)?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    Ok(picture.into_rgba8())
}

fn gif(bytes: &[u8]) -> Result<Parsed<LogoFound>, LogoRefused> {
    let heads = heads(bytes)?;
    let count = u32::try_from(heads.delays.len()).unwrap_or(u32::MAX);
    if count > LOGO_FRAMES {
        return Err(LogoRefused::Frames(count));
    }
    // One frame stands still, whatever its time is.
    if count > 1 && heads.hundredths() > LOGO_PLAYS {
        return Err(LogoRefused::Plays(heads.hundredths()));
    }
    let frames = together(frames(bytes, &heads)?);
    let mut parsed = still(resting(&frames).ok_or(LogoRefused::Broken)?)?;
    if frames.len() > 1 {
        let moving = written(&frames, &heads).ok_or(LogoRefused::Broken)?;
        if moving.len() > MOST_KEPT {
            return Err(LogoRefused::Detailed(moving.len()));
        }
        parsed.found.moving = moving.len();
        parsed.bytes.extend(moving);
    }
    Ok(parsed)
}

/// All frames as they are seen, each in full.
fn frames(bytes: &[u8], heads: &Heads) -> Result<Vec<Moving>, LogoRefused> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|_| LogoRefused::Broken)?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_DECODED);
    decoder.set_limits(limits).map_err(|_| LogoRefused::Broken)?;
    let mut frames = Vec::new();
    for frame in decoder.into_frames() {
        let picture = frame.map_err(|_| LogoRefused::Broken)?.into_buffer();
        let delay = heads.delays.get(frames.len()).copied();
        let is_as_said = picture.dimensions() == (heads.width, heads.height);
        // Where the decoder sees frames that the heads did not name, one of both was deceived.
        frames.push(Moving { picture, delay: delay.filter(|_| is_as_said).ok_or(LogoRefused::Broken)? });
    }
    if frames.len() == heads.delays.len() { Ok(frames) } else { Err(LogoRefused::Broken) }
}

fn still(picture: &RgbaImage) -> Result<Parsed<LogoFound>, LogoRefused> {
    let bytes = png(picture).ok_or(LogoRefused::Broken)?;
    let (width, height) = picture.dimensions();
    Ok(Parsed { found: LogoFound { width, height, still: bytes.len(), moving: 0 }, bytes })
}
