//! The parser, which runs in the worker process only.

use crate::made::{Made, Wanted, make};
use crate::{MOST_BYTES, MOST_PIXELS, MOST_SIDE};
use gatehouse_worker::{Limits, Parsed, Parser};
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// What is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What to make; at the most [`MOST_MADE`].
    pub wanted: Vec<Wanted>,
    /// The fewest pixels of the shorter side.
    pub least: u32,
}

/// The most pictures of one upload.
pub const MOST_MADE: usize = 8;

/// What was found: the picture as it is seen, and what was made of it, one behind the other in the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// In the order in which they were asked for.
    pub made: Vec<Made>,
}

/// Why nothing was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// Neither PNG nor JPEG nor GIF.
    Format,
    /// It ends too early, or is none of what it says.
    Broken,
    /// It has this many pixels across and down.
    TooLarge(u32, u32),
    /// It has this many pixels across and down.
    TooSmall(u32, u32),
}

/// Reads a picture and writes it anew.
pub struct PictureParser;

impl Parser for PictureParser {
    const KIND: &'static str = "web.picture";
    const LIMITS: Limits = Limits::picture(MOST_BYTES);
    type Asked = Asked;
    type Found = Found;
    type Refused = Refused;

    fn parse(asked: Asked, bytes: &[u8]) -> Result<Parsed<Found>, Refused> {
        let picture = decoded(bytes, asked.least)?.into_rgba8();
        let mut parsed = Parsed {
            found: Found { width: picture.width(), height: picture.height(), made: Vec::new() },
            bytes: Vec::new(),
        };
        for wanted in asked.wanted.into_iter().take(MOST_MADE) {
            let (made, bytes) = make(&picture, wanted).ok_or(Refused::Broken)?;
            parsed.found.made.push(made);
            parsed.bytes.extend(bytes);
        }
        Ok(parsed)
    }
}

fn decoded(bytes: &[u8], least: u32) -> Result<DynamicImage, Refused> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refused::Broken)?;
    let format = reader.format();
    if !matches!(format, Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif)) {
        return Err(Refused::Format);
    }
    // What a head promises is judged before anything is made room for; memory has its limit in the worker.
    reader.no_limits();
    let mut decoder = reader.into_decoder().map_err(|_| Refused::Broken)?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().ok();
    if width.max(height) > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refused::TooLarge(width, height));
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Refused::Broken)?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    let (width, height) = (picture.width(), picture.height());
    if width.min(height) < least.max(1) {
        return Err(Refused::TooSmall(width, height));
    }
    Ok(picture)
}
