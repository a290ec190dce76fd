//! Pictures that move, written anew.

use super::LOGO_REPEATS_WITHIN;
use super::gif::Heads;
use gif::{DisposalMethod, Encoder, Frame, Repeat};
use image::imageops::crop_imm;
use image::{Rgba, RgbaImage};
use std::collections::HashSet;

/// One picture of those that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moving {
    /// All of it.
    pub(super) picture: RgbaImage,
    /// How long it shows, in hundredths of a second.
    pub(super) delay: u16,
}

/// Those that look the same become one.
pub(super) fn together(frames: Vec<Moving>) -> Vec<Moving> {
    let mut different: Vec<Moving> = Vec::new();
    for mut frame in frames {
        for pixel in frame.picture.pixels_mut().filter(|pixel| !is_seen(**pixel)) {
            *pixel = Rgba([0; 4]);
        }
        match different.last_mut() {
            Some(last) if last.picture == frame.picture => last.delay = last.delay.saturating_add(frame.delay),
            _ => different.push(frame),
        }
    }
    different
}

/// The picture for those who want no motion: of those that show anything, the one that shows longest, and of these the first.
pub(super) fn resting(frames: &[Moving]) -> Option<&RgbaImage> {
    let shows = |frame: &&Moving| frame.picture.pixels().any(|pixel| is_seen(*pixel));
    let longest = frames.iter().filter(shows).rev().max_by_key(|frame| frame.delay);
    longest.or_else(|| frames.first()).map(|frame| &frame.picture)
}

/// Writes them as a GIF without a word in it.
pub(super) fn written(frames: &[Moving], heads: &Heads) -> Option<Vec<u8>> {
    let (width, height) = frames.first()?.picture.dimensions();
    let mut encoder = Encoder::new(Vec::new(), to_side(width)?, to_side(height)?, &[]).ok()?;
    encoder.set_repeat(repeats(heads)).ok()?;
    // What only ever covers what was there needs to hold no more than what is new.
    let covers = |(before, after): (&Moving, &Moving)| {
        before.picture.pixels().zip(after.picture.pixels()).all(|(old, new)| is_seen(*new) || !is_seen(*old))
    };
    let only_covers = frames.iter().zip(frames.iter().skip(1)).all(covers);
    let mut before: Option<&RgbaImage> = None;
    for frame in frames {
        let mut made = match before.filter(|_| only_covers) {
            Some(before) => what_is_new(before, &frame.picture)?,
            None => whole(&frame.picture)?,
        };
        made.delay = frame.delay;
        made.dispose = if only_covers { DisposalMethod::Keep } else { DisposalMethod::Background };
        encoder.write_frame(&made).ok()?;
        before = Some(&frame.picture);
    }
    encoder.into_inner().ok()
}

/// As often as it says itself, but within some seconds.
fn repeats(heads: &Heads) -> Repeat {
    let fits = (LOGO_REPEATS_WITHIN / heads.hundredths().max(1)).max(1);
    let plays = heads.plays.map_or(fits, |plays| plays.min(fits));
    Repeat::Finite(u16::try_from(plays.saturating_sub(1)).unwrap_or(u16::MAX))
}

fn whole(picture: &RgbaImage) -> Option<Frame<'static>> {
    let (width, height) = (to_side(picture.width())?, to_side(picture.height())?);
    Some(Frame::from_rgba_speed(width, height, &mut picture.as_raw().clone(), 10))
}

/// The part in which they differ.
fn what_is_new(before: &RgbaImage, after: &RgbaImage) -> Option<Frame<'static>> {
    let differs = |(x, y): &(u32, u32)| before.get_pixel_checked(*x, *y) != after.get_pixel_checked(*x, *y);
    let places = || (0..after.height()).flat_map(|y| (0..after.width()).map(move |x| (x, y))).filter(differs);
    let (left, right) = (places().map(|(x, _)| x).min()?, places().map(|(x, _)| x).max()?);
    let (top, bottom) = (places().map(|(_, y)| y).min()?, places().map(|(_, y)| y).max()?);
    let mut part = crop_imm(after, left, top, right - left + 1, bottom - top + 1).to_image();
    let mut holes = part.clone();
    for (x, y, pixel) in holes.enumerate_pixels_mut() {
        if !differs(&(left + x, top + y)) {
            *pixel = Rgba([0; 4]);
        }
    }
    // What stays is left out, where that needs no more colors than a frame may have.
    let colors: HashSet<Rgba<u8>> = holes.pixels().copied().collect();
    if colors.len() <= 256 {
        part = holes;
    }
    let mut frame = whole(&part)?;
    (frame.left, frame.top) = (to_side(left)?, to_side(top)?);
    Some(frame)
}

fn to_side(side: u32) -> Option<u16> {
    u16::try_from(side).ok()
}

const fn is_seen(pixel: Rgba<u8>) -> bool {
    pixel.0[3] != 0
}
