//! Logos of companies (COM-9): what is taken, what becomes of it, and what is refused with which numbers.

use crate::logo_samples::{
    apng, cmyk_jpeg, frame, gif, packed, png_of_16_bits, png_of_zeros, shades, spot, with_chunk, with_comment,
};
use crate::samples::{jpeg, jpeg_turned, png, png_that_says, with_text};
use crate::workers;
use gatehouse_core::{Lang, Refusal as _};
use gatehouse_guard::Asker;
use gatehouse_pictures::{Logo, LogoRefusal, LogoRefused, MOST_BYTES, PictureRefusal, read_logo};
use gatehouse_worker::Unread;
use gif::{DisposalMethod, Repeat};
use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder as _, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

const RED: Rgba<u8> = Rgba([200, 30, 30, 255]);

async fn read(bytes: &[u8]) -> Result<Logo, Unread<LogoRefused>> {
    read_logo(&workers(), &Asker::program(), bytes).await.unwrap()
}

async fn refused(bytes: &[u8]) -> LogoRefused {
    match read(bytes).await {
        Err(Unread::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

/// Nothing but head, data and end.
fn chunks(png: &[u8]) -> Vec<String> {
    let (mut rest, mut kinds) = (&png[8..], Vec::new());
    while let Some((length, _)) = rest.split_first_chunk::<4>() {
        kinds.push(String::from_utf8_lossy(&rest[4..8]).into_owned());
        rest = &rest[12 + u32::from_be_bytes(*length) as usize..];
    }
    kinds.dedup();
    kinds
}

fn shown(png: &[u8]) -> RgbaImage {
    assert_eq!(chunks(png), ["IHDR", "IDAT", "IEND"]);
    image::load_from_memory_with_format(png, ImageFormat::Png).unwrap().into_rgba8()
}

/// Every picture that a viewer shows one after the other, and for how many milliseconds.
fn played(gif: &[u8]) -> Vec<(RgbaImage, u32)> {
    let frames = GifDecoder::new(Cursor::new(gif)).unwrap().into_frames().collect_frames().unwrap();
    frames.into_iter().map(|frame| (frame.buffer().clone(), frame.delay().numer_denom_ms().0)).collect()
}

/// COM-9
#[tokio::test]
async fn the_largest_logo_is_taken_as_it_is_and_one_pixel_more_is_refused() {
    let logo = read(&png(200, 64, RED)).await.unwrap();
    assert_eq!((logo.width, logo.height, logo.moving.is_none()), (200, 64, true));
    assert_eq!(*shown(&logo.still).get_pixel(199, 63), RED);
    for (width, height) in [(201, 64), (200, 65), (64, 200), (60_000, 60_000), (u32::MAX, 1)] {
        assert_eq!(refused(&png_that_says(width, height)).await, LogoRefused::TooLarge(width, height));
    }
    assert_eq!(refused(&jpeg(201, 20)).await, LogoRefused::TooLarge(201, 20));
    assert_eq!(
        refused(&gif(20, 65, Repeat::Finite(0), &[frame(20, 65, [1; 4], 0)])).await,
        LogoRefused::TooLarge(20, 65)
    );
    assert_eq!(refused(&png_that_says(0, 9)).await, LogoRefused::Broken);
    assert_eq!(read(&vec![0; MOST_BYTES + 1]).await, Err(Unread::TooLarge));
}

/// COM-9
#[tokio::test]
async fn a_logo_is_turned_as_it_was_held_and_judged_as_it_is_seen() {
    // Upright in the file, lying to the eye, and the other way round.
    let lying = read(&jpeg_turned(60, 190, 6)).await.unwrap();
    assert_eq!((lying.width, lying.height), (190, 60));
    assert!(!String::from_utf8_lossy(&lying.still).contains("Exif"));
    assert_eq!(shown(&lying.still).dimensions(), (190, 60));
    assert_eq!(refused(&jpeg_turned(190, 60, 8)).await, LogoRefused::TooLarge(60, 190));
    let exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = read(&with_chunk(&png(60, 190, RED), b"eXIf", exif)).await.unwrap();
    assert_eq!((turned.width, turned.height), (190, 60));
    assert_eq!(refused(&with_chunk(&png(190, 60, RED), b"eXIf", exif)).await, LogoRefused::TooLarge(60, 190));
}

/// COM-9
#[tokio::test]
async fn what_nobody_sees_is_gone() {
    let sent = with_text(&png(20, 10, RED), "Author\0Somebody who wants to stay unknown");
    let sent = with_chunk(&sent, b"iCCP", &[b"mine\0\0".as_slice(), &packed(200)].concat());
    // What follows the end: the beginning of an archive, and a page.
    let sent = [sent.as_slice(), b"PK\x03\x04<script>alert(1)</script>"].concat();
    let logo = read(&sent).await.unwrap();
    assert_eq!(*shown(&logo.still).get_pixel(3, 3), RED);
    let moving = with_comment(&shades(3, 20), "Somebody <script>alert(1)</script>");
    let moving = read(&[moving.as_slice(), b"*/=1;alert(1)//PK\x03\x04"].concat()).await.unwrap().moving.unwrap();
    assert!(!moving.windows(6).any(|word| word == b"script" || word == b"Somebo" || word == b"alert("));
    assert_eq!(moving.last(), Some(&0x3B));
}

/// COM-9
#[tokio::test]
async fn what_is_no_picture_is_refused() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for other in
        [svg.as_slice(), b"", b"GIF", b"GIF88a", b"PK\x03\x04", b"%PDF-1.7", b"RIFF\0\0\0\0WEBP", b"II*\0", b"BM"]
    {
        assert_eq!(refused(other).await, LogoRefused::Format, "{}", String::from_utf8_lossy(other));
    }
    // A page before the picture is a page; a script that begins like a GIF says a size that is none of a logo.
    let page = [b"<html>".as_slice(), &png(9, 9, RED)].concat();
    assert_eq!(refused(&page).await, LogoRefused::Format);
    assert_eq!(refused(b"GIF89a/*\x01\0\x80\0\0*/=1;alert(1)").await, LogoRefused::TooLarge(0x2A2F, 1));
    // The signature of one kind, the content of another.
    let both = [b"\x89PNG\r\n\x1a\n".as_slice(), &jpeg(9, 9)].concat();
    assert_eq!(refused(&both).await, LogoRefused::Broken);
}

/// COM-9
#[tokio::test]
async fn what_ends_too_early_is_refused() {
    let samples = [png(30, 20, RED), png_of_16_bits(30, 20), shades(3, 10), spot(DisposalMethod::Previous)];
    for whole in &samples {
        for cut in [9, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            assert_eq!(refused(&whole[..cut]).await, LogoRefused::Broken, "{cut} of {}", whole.len());
        }
    }
    let whole = jpeg(30, 20);
    for cut in [4, 20, whole.len() / 3] {
        assert_eq!(refused(&whole[..cut]).await, LogoRefused::Broken, "{cut} of {}", whole.len());
    }
}

/// COM-9
#[tokio::test]
async fn bombs_do_not_go_off() {
    let sent = png(20, 10, RED);
    // 200 MB in a text, in a profile, in a text of the other kind: nothing unpacks them.
    let bomb = packed(200 << 20);
    assert!(bomb.len() < MOST_BYTES);
    for (kind, before) in
        [(b"zTXt", b"Comment\0\0".as_slice()), (b"iCCP", b"mine\0\0"), (b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0")]
    {
        let logo = read(&with_chunk(&sent, kind, &[before, &bomb].concat())).await.unwrap();
        assert_eq!(*shown(&logo.still).get_pixel(0, 0), RED);
    }
    // More data than the picture has pixels: it is read to the last pixel, or refused.
    let long = read(&png_of_zeros(20, 10, 200 << 20)).await;
    let ended = [Err(Unread::Refused(LogoRefused::Broken)), Err(Unread::TooMuch)];
    assert!(long.is_ok() || ended.contains(&long), "{long:?}");
    // Next to nothing that says it is the largest of its kind.
    let head = [b"GIF89a".as_slice(), &[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0]].concat();
    assert_eq!(refused(&head).await, LogoRefused::TooLarge(65_535, 65_535));
    let mut large = jpeg(9, 9);
    let at = large.windows(2).position(|mark| mark == [0xFF, 0xC0]).unwrap();
    large[at + 5..at + 9].fill(0xFF);
    assert_eq!(refused(&large).await, LogoRefused::TooLarge(65_535, 65_535));
}

/// COM-9
#[tokio::test]
async fn a_png_that_moves_is_refused() {
    let still = png(20, 10, RED);
    assert_eq!(refused(&apng(&still, 2)).await, LogoRefused::AnimatedPng);
    assert_eq!(refused(&apng(&still, u32::MAX)).await, LogoRefused::AnimatedPng);
    // Some programs write one frame so.
    assert_eq!(shown(&read(&apng(&still, 1)).await.unwrap().still).dimensions(), (20, 10));
}

/// COM-9
#[tokio::test]
async fn colors_of_other_kinds_become_those_of_screens() {
    let deep = read(&png_of_16_bits(20, 10)).await.unwrap();
    assert_eq!(*shown(&deep.still).get_pixel(5, 5), Rgba([255, 128, 0, 255]));
    assert_eq!(deep.still.get(24..26), Some([8, 6].as_slice()), "eight bits, red, green, blue and alpha");
    // Adobe stores inks the other way round: all is none.
    for (inks, color) in [([true; 4], [255, 255, 255]), ([false, true, true, true], [0, 255, 255])] {
        let printed = read(&cmyk_jpeg(inks)).await.unwrap();
        let Rgba([red, green, blue, alpha]) = *shown(&printed.still).get_pixel(4, 4);
        let is_near = [red, green, blue].iter().zip(color).all(|(is, should)| is.abs_diff(should) < 4);
        assert!(is_near && alpha == 255, "{red} {green} {blue} for {color:?}");
    }
}

/// COM-9
#[tokio::test]
async fn frames_and_time_have_their_ends() {
    assert_eq!(played(&read(&shades(30, 33)).await.unwrap().moving.unwrap()).len(), 30);
    assert_eq!(refused(&shades(31, 1)).await, LogoRefused::Frames(31));
    assert_eq!(refused(&shades(30, 34)).await, LogoRefused::Plays(1_020));
    assert_eq!(refused(&shades(2, u16::MAX)).await, LogoRefused::Plays(131_070));
    // One frame stands still, however long it says.
    let still = read(&gif(20, 10, Repeat::Infinite, &[frame(20, 10, [1, 2, 3, 255], u16::MAX)])).await.unwrap();
    assert!(still.moving.is_none());
    // No time at all is a tenth of a second, as browsers play it.
    let none = played(&read(&shades(30, 0)).await.unwrap().moving.unwrap());
    assert!(none.iter().all(|(_, milliseconds)| *milliseconds == 100));
    // The same picture again is no motion.
    let same: Vec<_> = (0..5).map(|_| frame(20, 10, [9, 9, 9, 255], 10)).collect();
    assert!(read(&gif(20, 10, Repeat::Infinite, &same)).await.unwrap().moving.is_none());
}

/// COM-9
#[tokio::test]
async fn a_frame_that_is_larger_than_its_picture_is_refused() {
    let large = frame(300, 70, [1, 2, 3, 255], 0);
    assert_eq!(refused(&gif(20, 10, Repeat::Finite(0), &[large])).await, LogoRefused::TooLarge(300, 70));
    let wider = frame(30, 10, [1, 2, 3, 255], 0);
    assert_eq!(refused(&gif(20, 10, Repeat::Finite(0), &[wider])).await, LogoRefused::Broken);
    let beside = gif::Frame { left: 15, ..frame(10, 10, [1, 2, 3, 255], 0) };
    assert_eq!(refused(&gif(20, 10, Repeat::Finite(0), &[beside])).await, LogoRefused::Broken);
}

/// COM-9
#[tokio::test]
async fn what_moves_looks_as_it_did_and_comes_to_rest() {
    for dispose in [DisposalMethod::Keep, DisposalMethod::Background, DisposalMethod::Previous] {
        let sent = spot(dispose);
        let logo = read(&sent).await.unwrap();
        let moving = logo.moving.unwrap();
        let (before, after) = (played(&sent), played(&moving));
        assert_eq!(after.len(), before.len(), "{dispose:?}");
        for ((old, time), (new, later)) in before.iter().zip(&after) {
            let is_same =
                old.pixels().zip(new.pixels()).all(|(old, new)| old == new || (old.0[3] == 0 && new.0[3] == 0));
            assert!(is_same && time == later, "{dispose:?}");
        }
        // 1.1 s, played twice: that fits.
        assert!(moving.windows(16).any(|word| word == b"NETSCAPE2.0\x03\x01\x01\0\0"), "{dispose:?}");
        assert_eq!(shown(&logo.still), before[1].0, "the first of those that show longest");
    }
    // For ever is as often as fits in five seconds: 2 s twice, 3 s once, which needs no word.
    let repeats = |gif: &[u8]| gif.windows(11).position(|word| word == b"NETSCAPE2.0").map(|at| gif[at + 13]);
    assert_eq!(repeats(&read(&shades(10, 20)).await.unwrap().moving.unwrap()), Some(1));
    assert_eq!(repeats(&read(&shades(10, 30)).await.unwrap().moving.unwrap()), None);
}

/// COM-9
#[tokio::test]
async fn what_moves_too_much_to_be_kept_is_refused() {
    // Noise of three hundred colors and more is written with a table of its own for each frame.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut frames = Vec::new();
    for _ in 0..30 {
        let pixels: Vec<u8> = (0..200 * 64)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state % 32) as u8
            })
            .collect();
        let colors: Vec<u8> = (0..32).flat_map(|shade| [shade * 8, 255 - shade * 8, 7]).collect();
        frames.push(gif::Frame { delay: 10, ..gif::Frame::from_palette_pixels(200, 64, pixels, colors, None) });
    }
    let sent = gif(200, 64, Repeat::Infinite, &frames);
    if sent.len() > MOST_BYTES {
        assert_eq!(read(&sent).await, Err(Unread::TooLarge));
    }
    let few = gif(200, 64, Repeat::Infinite, &frames[..20]);
    assert!(few.len() <= MOST_BYTES, "{}", few.len());
    let answer = read(&few).await;
    assert!(
        answer.as_ref().is_ok_and(|logo| logo.moving.is_some())
            || matches!(answer, Err(Unread::Refused(LogoRefused::Detailed(_))))
    );
}

#[test]
fn people_are_told_what_was_found() {
    for (refused, code, said) in [
        (LogoRefused::TooLarge(300, 70), "logo.size", ["300", "70"]),
        (LogoRefused::Frames(31), "logo.frames", ["31", "30"]),
        (LogoRefused::Plays(1_001), "logo.plays", ["11", "10"]),
        (LogoRefused::AnimatedPng, "logo.animated_png", ["PNG", "GIF"]),
        (LogoRefused::Format, "picture.format", ["PNG", "GIF"]),
    ] {
        let refusal = LogoRefusal::from(Unread::Refused(refused));
        assert_eq!((refusal.code(), refusal.field(), refusal.status()), (code, Some("file"), 422));
        for lang in [Lang::En, Lang::Ja, Lang::Ru] {
            assert!(said.iter().all(|word| refusal.text(lang).contains(word)), "{}", refusal.text(lang));
        }
    }
    assert_eq!(LogoRefusal::from(Unread::TooLarge), LogoRefusal::Picture(PictureRefusal::Bytes));
    assert_eq!(LogoRefusal::from(Unread::TooMuch), LogoRefusal::Picture(PictureRefusal::Broken));
}
