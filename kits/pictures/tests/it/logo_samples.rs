//! Small logos of ours, and files that only look like some.

use crate::samples::{chunk, png_that_says};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use gif::{DisposalMethod, Encoder, Frame, Repeat};
use image::{ImageBuffer, ImageFormat, Rgba, RgbaImage};
use std::io::{Cursor, Write as _};

/// The same PNG with a chunk behind its head.
pub fn with_chunk(png: &[u8], kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let (head, rest) = png.split_at(8 + 25);
    [head, &chunk(kind, content), rest].concat()
}

/// So many zero bytes, packed as PNG packs.
pub fn packed(zeros: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![0; zeros]).unwrap();
    packer.finish().unwrap()
}

/// A PNG of this size whose data would unpack to much more than its picture.
pub fn png_of_zeros(width: u32, height: u32, zeros: usize) -> Vec<u8> {
    let head = png_that_says(width, height)[..8 + 25].to_vec();
    [head, chunk(b"IDAT", &packed(zeros)), chunk(b"IEND", b"")].concat()
}

/// A PNG that moves (W3C PNG third edition, §11.3.5).
pub fn apng(png: &[u8], frames: u32) -> Vec<u8> {
    with_chunk(png, b"acTL", &[frames.to_be_bytes(), [0; 4]].concat())
}

/// A PNG with 16 bits for each part of a color.
pub fn png_of_16_bits(width: u32, height: u32) -> Vec<u8> {
    let picture: ImageBuffer<Rgba<u16>, Vec<u16>> =
        ImageBuffer::from_pixel(width, height, Rgba([0xFFFF, 0x8080, 0, 0xFFFF]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// One frame of a GIF: its color, and how long it shows.
pub fn frame(width: u16, height: u16, color: [u8; 4], delay: u16) -> Frame<'static> {
    let mut pixels = RgbaImage::from_pixel(width.into(), height.into(), Rgba(color)).into_raw();
    Frame { delay, ..Frame::from_rgba(width, height, &mut pixels) }
}

pub fn gif(width: u16, height: u16, repeat: Repeat, frames: &[Frame<'_>]) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new(), width, height, &[]).unwrap();
    encoder.set_repeat(repeat).unwrap();
    for frame in frames {
        encoder.write_frame(frame).unwrap();
    }
    encoder.into_inner().unwrap()
}

/// So many frames, each another shade of red.
pub fn shades(count: u8, delay: u16) -> Vec<u8> {
    let frames: Vec<_> = (0..count).map(|shade| frame(40, 20, [shade * 3, 0, 0, 255], delay)).collect();
    gif(40, 20, Repeat::Infinite, &frames)
}

/// A spot that moves over a ground; `dispose` says what stays of it.
pub fn spot(dispose: DisposalMethod) -> Vec<u8> {
    let mut frames = vec![Frame { dispose: DisposalMethod::Keep, ..frame(60, 30, [10, 20, 200, 255], 20) }];
    for left in [5, 20, 35] {
        let spot = frame(8, 8, [255, 255, 0, 255], 30);
        frames.push(Frame { left, top: 10, dispose, ..spot });
    }
    gif(60, 30, Repeat::Finite(1), &frames)
}

/// A comment behind the head of a GIF without colors of its own for all frames.
pub fn with_comment(gif: &[u8], comment: &str) -> Vec<u8> {
    let length = u8::try_from(comment.len()).unwrap();
    // The head and two colors, which this writer always puts.
    let (head, rest) = gif.split_at(13 + 6);
    [head, &[0x21, 0xFE, length], comment.as_bytes(), &[0], rest].concat()
}

/// Eight by eight pixels in cyan, magenta, yellow and black (ITU T.81, with Adobe's mark that nothing is transformed): each of
/// them all (255) or nothing (0).
pub fn cmyk_jpeg(inks: [bool; 4]) -> Vec<u8> {
    let segment = |mark: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, mark], length.as_slice(), content].concat()
    };
    let adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\0");
    // Every step is 8, so that 127 steps are 127 shades from the middle.
    let steps = segment(0xDB, &[&[0], [8; 64].as_slice()].concat());
    let parts: Vec<u8> = (1..=4).flat_map(|part| [part, 0x11, 0]).collect();
    let head = segment(0xC0, &[&[8, 0, 8, 0, 8, 4], parts.as_slice()].concat());
    // Codes: 0 is "no difference", 10 is "seven bits of difference"; and 0 is "nothing more of this block".
    let first =
        segment(0xC4, &[&[0x00], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].as_slice(), &[0, 7]].concat());
    let others = segment(0xC4, &[&[0x10], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].as_slice(), &[0]].concat());
    let selectors: Vec<u8> = (1..=4).flat_map(|part| [part, 0x00]).collect();
    let scan = segment(0xDA, &[&[4], selectors.as_slice(), &[0, 63, 0]].concat());
    let bits: String = inks.iter().map(|ink| if *ink { "1011111110" } else { "1000000000" }).collect();
    let data = bits.as_bytes().chunks(8).flat_map(|bits| {
        let byte = bits.iter().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit == b'1'));
        if byte == 0xFF { vec![0xFF, 0] } else { vec![byte] }
    });
    let data: Vec<u8> = data.collect();
    [vec![0xFF, 0xD8], adobe, steps, head, first, others, scan, data, vec![0xFF, 0xD9]].concat()
}
