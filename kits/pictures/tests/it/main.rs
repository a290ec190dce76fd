//! Pictures: what becomes of what people send, however it was made.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod fuzz;
mod logo;
mod logo_samples;
mod samples;

use gatehouse_guard::Asker;
use gatehouse_pictures::{Asked, MOST_BYTES, MOST_KEPT, Picture, Refused, Shape, Wanted, read};
use gatehouse_worker::{Unread, Workers};
use image::{GenericImageView as _, ImageFormat, Rgba};
use samples::{animated_gif, jpeg_turned, noise, png, png_that_says, with_text};
use std::path::PathBuf;

/// The example beside this test's program.
fn workers() -> Workers {
    let own = std::env::current_exe().unwrap();
    let program: PathBuf = own.parent().and_then(|folder| folder.parent()).unwrap().join("examples/picture_child");
    assert!(program.exists(), "{} is built with the tests", program.display());
    Workers::new(program, 2)
}

const LOGO: Wanted = Wanted { shape: Shape::Within { width: 64, height: 32 }, is_photo: false, bytes: MOST_KEPT };

fn asked(wanted: &[Wanted]) -> Asked {
    Asked { wanted: wanted.to_vec(), least: 1 }
}

async fn made(wanted: &[Wanted], bytes: &[u8]) -> Result<Vec<Picture>, Unread<Refused>> {
    read(&workers(), &Asker::program(), &asked(wanted), bytes).await.unwrap()
}

async fn refused(bytes: &[u8]) -> Unread<Refused> {
    made(&[LOGO], bytes).await.unwrap_err()
}

#[tokio::test]
async fn a_picture_is_written_anew_without_what_nobody_sees() {
    let sent = with_text(&png(128, 32, Rgba([200, 30, 30, 255])), "Author\0Somebody who wants to stay unknown");
    assert!(String::from_utf8_lossy(&sent).contains("Somebody"));
    let logo = made(&[LOGO], &sent).await.unwrap().remove(0);
    assert_eq!((logo.width, logo.height, logo.is_jpeg), (64, 16, false));
    assert!(!String::from_utf8_lossy(&logo.bytes).contains("Somebody"));
    let shown = image::load_from_memory_with_format(&logo.bytes, ImageFormat::Png).unwrap();
    assert_eq!((shown.dimensions(), shown.get_pixel(3, 3)), ((64, 16), Rgba([200, 30, 30, 255])));
}

#[tokio::test]
async fn a_photograph_is_turned_as_it_was_held() {
    let photo = Wanted { shape: Shape::Within { width: 200, height: 200 }, is_photo: true, ..LOGO };
    let turned = made(&[photo], &jpeg_turned(60, 40, 6)).await.unwrap().remove(0);
    assert_eq!((turned.width, turned.height, turned.is_jpeg), (40, 60, true));
    assert!(!String::from_utf8_lossy(&turned.bytes).contains("Exif"));
    let as_it_is = made(&[photo], &jpeg_turned(60, 40, 1)).await.unwrap().remove(0);
    assert_eq!((as_it_is.width, as_it_is.height), (60, 40));
}

#[tokio::test]
async fn an_icon_has_all_its_sizes_and_no_dark_seam() {
    let square = |side, on_white| Wanted { shape: Shape::Square { side, on_white }, ..LOGO };
    // White, half see-through, beside nothing at all.
    let mut picture = image::RgbaImage::from_pixel(200, 100, Rgba([0, 0, 0, 0]));
    for pixel in picture.enumerate_pixels_mut().filter(|(x, _, _)| x % 3 == 0) {
        *pixel.2 = Rgba([255, 255, 255, 128]);
    }
    let icons = made(&[square(32, false), square(180, true)], &samples::encoded(&picture)).await.unwrap();
    assert_eq!(icons.iter().map(|icon| (icon.width, icon.height)).collect::<Vec<_>>(), [(32, 32), (180, 180)]);
    let small = image::load_from_memory(&icons[0].bytes).unwrap();
    assert_eq!(small.get_pixel(0, 0).0[3], 0, "nothing stands above it");
    assert!(small.pixels().filter(|(_, _, p)| p.0[3] > 30).all(|(_, _, p)| p.0[0] > 240), "white stays white");
    let large = image::load_from_memory(&icons[1].bytes).unwrap();
    assert!(large.pixels().all(|(_, _, p)| p.0.iter().all(|part| *part > 252)), "on white");
}

#[tokio::test]
async fn a_moving_picture_stands_still() {
    let still = made(&[LOGO], &animated_gif(20, 10)).await.unwrap().remove(0);
    assert_eq!((still.width, still.height), (20, 10));
    assert!(!still.bytes.windows(4).any(|word| word == b"acTL"), "one frame");
}

#[tokio::test]
async fn what_has_too_many_bytes_is_made_smaller_until_it_fits() {
    let few = Wanted { shape: Shape::Within { width: 300, height: 300 }, is_photo: false, bytes: 20_000 };
    let sent = noise(240, 240);
    assert!(sent.len() > few.bytes && sent.len() <= MOST_BYTES);
    let made = made(&[few], &sent).await.unwrap().remove(0);
    assert!(made.bytes.len() <= few.bytes && made.width < 240, "{} bytes", made.bytes.len());
}

#[tokio::test]
async fn what_is_no_picture_is_refused() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for other in [svg.as_slice(), b"", b"GIF", b"PK\x03\x04", b"%PDF-1.7", b"RIFF\0\0\0\0WEBP", b"II*\0", b"BM"] {
        assert_eq!(refused(other).await, Unread::Refused(Refused::Format), "{}", String::from_utf8_lossy(other));
    }
    let whole = png(20, 20, Rgba([1, 2, 3, 255]));
    assert_eq!(refused(&whole[..whole.len() / 2]).await, Unread::Refused(Refused::Broken));
    assert_eq!(refused(&vec![0; MOST_BYTES + 1]).await, Unread::TooLarge);
}

#[tokio::test]
async fn a_head_that_promises_too_much_is_believed_and_refused() {
    for (width, height) in [(60_000, 60_000), (4_097, 1), (4_096, 4_096)] {
        assert_eq!(refused(&png_that_says(width, height)).await, Unread::Refused(Refused::TooLarge(width, height)));
    }
    let small = Asked { least: 32, ..asked(&[LOGO]) };
    let answer = read(&workers(), &Asker::program(), &small, &png(40, 20, Rgba([0; 4]))).await.unwrap();
    assert_eq!(answer, Err(Unread::Refused(Refused::TooSmall(40, 20))));
}

/// The most that passes the head is still within memory and time of its process.
#[tokio::test]
async fn the_largest_picture_that_is_taken_is_read() {
    let largest = png(4_000, 1_000, Rgba([9, 9, 9, 255]));
    let made = made(&[LOGO], &largest).await.unwrap().remove(0);
    assert_eq!((made.width, made.height), (64, 16));
}
