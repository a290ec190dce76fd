//! Small pictures of ours.

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{Delay, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;
use std::time::Duration;

pub fn encoded(picture: &RgbaImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub fn png(width: u32, height: u32, color: Rgba<u8>) -> Vec<u8> {
    encoded(&RgbaImage::from_pixel(width, height, color))
}

/// A picture that no compression makes smaller.
pub fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    };
    encoded(&RgbaImage::from_fn(width, height, |_, _| Rgba([next(), next(), next(), 255])))
}

pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [length.as_slice(), &body, &crc(&body).to_be_bytes()].concat()
}

/// CRC-32 as PNG wants it (W3C PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

/// The same PNG with a text behind its head.
pub fn with_text(png: &[u8], text: &str) -> Vec<u8> {
    let (head, rest) = png.split_at(8 + 25);
    [head, &chunk(b"tEXt", text.as_bytes()), rest].concat()
}

/// A PNG that says it is this large, with next to nothing in it.
pub fn png_that_says(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = chunk(b"IHDR", &[size.as_slice(), &[8, 6, 0, 0, 0]].concat());
    let data = chunk(b"IDAT", &[0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]);
    [b"\x89PNG\r\n\x1a\n".as_slice(), &head, &data, &chunk(b"IEND", b"")].concat()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, 99]));
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// A JPEG whose metadata says how the camera was held (Exif 2.32 §4.6.4, orientation).
pub fn jpeg_turned(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let bytes = jpeg(width, height);
    let exif = [
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01".as_slice(),
        &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
        &[0, 0, 0, 0],
    ]
    .concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let (start, rest) = bytes.split_at(2);
    [start, &[0xFF, 0xE1], &length, &exif, rest].concat()
}

pub fn animated_gif(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for shade in [0, 120, 240] {
        let picture = RgbaImage::from_pixel(width, height, Rgba([shade, 0, 0, 255]));
        let delay = Delay::from_saturating_duration(Duration::from_millis(100));
        encoder.encode_frame(Frame::from_parts(picture, 0, 0, delay)).unwrap();
    }
    drop(encoder);
    bytes
}
