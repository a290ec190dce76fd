//! Mutations of small pictures. What breaks off breaks a process that is there for one picture; what must not happen is
//! that it takes more than it may, or makes something that is no picture.

use crate::logo_samples::{cmyk_jpeg, png_of_16_bits, shades, spot, with_comment};
use crate::samples::{animated_gif, jpeg_turned, png, with_text};
use crate::{LOGO, asked, workers};
use gatehouse_guard::Asker;
use gatehouse_pictures::{LOGO_HEIGHT, LOGO_WIDTH, LogoParser, MOST_KEPT, PictureParser, read, read_logo};
use gatehouse_worker::Parser as _;
use gif::DisposalMethod;
use image::{ImageReader, Rgba};
use std::io::Cursor;
use std::panic::catch_unwind;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap()
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let plain = png(9, 7, Rgba([10, 200, 30, 128]));
    vec![with_text(&plain, "Title\0x"), plain, jpeg_turned(17, 9, 6), animated_gif(8, 8)]
}

fn mutated(dice: &mut Dice, sample: &[u8]) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.next(6) {
        let at = dice.next(bytes.len());
        match dice.next(5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, dice.next(256) as u8),
            2 => {
                let end = (at + dice.next(16)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, part));
            }
            3 if at < bytes.len() => bytes[at] = [0, 0xFF, 0x7F, 0x80][dice.next(4)],
            _ if at < bytes.len() => bytes[at] ^= 1 << dice.next(8),
            _ => {}
        }
        if bytes.is_empty() {
            bytes.push(0);
        }
    }
    bytes
}

/// Whether its head promises few pixels, or nothing that can be read: large ones take long.
fn is_small(bytes: &[u8]) -> bool {
    let head = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    head.and_then(|head| head.into_dimensions().ok()).is_none_or(|(width, height)| width.max(height) <= 64)
}

#[test]
fn whatever_is_sent_becomes_a_picture_or_nothing() {
    let (mut dice, mut made) = (Dice(0x5DEE_CE66_D1CE_4E5B), 0);
    let corpus = corpus();
    for n in 0..4_000 {
        let bytes = mutated(&mut dice, &corpus[n % corpus.len()]);
        if !is_small(&bytes) {
            continue;
        }
        let asked = asked(&[LOGO]);
        if let Ok(Ok(parsed)) = catch_unwind(|| PictureParser::parse(asked, &bytes)) {
            let written = image::load_from_memory(&parsed.bytes).unwrap();
            assert_eq!((written.width(), written.height()), (parsed.found.made[0].width, parsed.found.made[0].height));
            made += 1;
        }
    }
    assert!(made > 100, "{made}: the mutations reach the inside of the formats");
}

#[tokio::test]
async fn a_few_of_them_through_the_process() {
    let (mut dice, workers, corpus) = (Dice(7), workers(), corpus());
    for n in 0..12 {
        let bytes = mutated(&mut dice, &corpus[n % corpus.len()]);
        let answer = read(&workers, &Asker::program(), &asked(&[LOGO]), &bytes).await.unwrap();
        assert!(answer.is_err() || answer.is_ok_and(|made| made.len() == 1));
    }
    let whole = read(&workers, &Asker::program(), &asked(&[LOGO]), &corpus[1]).await.unwrap();
    assert!(whole.is_ok(), "the next one is read");
}

fn logos() -> Vec<Vec<u8>> {
    let moving = [with_comment(&shades(3, 10), "x"), spot(DisposalMethod::Background), spot(DisposalMethod::Previous)];
    let still = [png_of_16_bits(9, 7), cmyk_jpeg([true, false, true, false])];
    corpus().into_iter().chain(moving).chain(still).collect()
}

/// `LOGO_MUTATIONS` asks for more of them than each run of the tests needs.
#[test]
fn whatever_is_sent_becomes_a_logo_or_nothing() {
    let count = std::env::var("LOGO_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(4_000);
    let (mut dice, mut stills, mut moving, mut panics) = (Dice(0x1234_5678_9ABC_DEF1), 0, 0, 0);
    let corpus = logos();
    for n in 0..count {
        let bytes = mutated(&mut dice, &corpus[n % corpus.len()]);
        match catch_unwind(|| LogoParser::parse((), &bytes)) {
            Ok(Ok(parsed)) => {
                let found = parsed.found;
                assert!(found.width <= LOGO_WIDTH && found.height <= LOGO_HEIGHT);
                let (still, gif) = parsed.bytes.split_at(found.still);
                let still = image::load_from_memory(still).unwrap();
                assert_eq!((still.width(), still.height()), (found.width, found.height));
                stills += 1;
                assert!(gif.len() == found.moving && gif.len() <= MOST_KEPT);
                if !gif.is_empty() {
                    let first = image::load_from_memory(gif).unwrap();
                    assert_eq!((first.width(), first.height()), (found.width, found.height));
                    moving += 1;
                }
            }
            Ok(Err(_)) => {}
            Err(_) => panics += 1,
        }
    }
    println!("{count} mutations: {stills} logos, {moving} of them move, {panics} broke the process off");
    assert!(stills > count / 40 && moving > count / 200, "{stills}, {moving}: the mutations reach the inside");
}

#[tokio::test]
async fn a_few_logos_through_the_process() {
    let (mut dice, workers, corpus) = (Dice(11), workers(), logos());
    for n in 0..18 {
        let bytes = mutated(&mut dice, &corpus[n % corpus.len()]);
        drop(read_logo(&workers, &Asker::program(), &bytes).await.unwrap());
    }
    assert!(read_logo(&workers, &Asker::program(), &corpus[1]).await.unwrap().is_ok(), "the next one is read");
}
