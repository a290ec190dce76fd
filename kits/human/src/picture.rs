//! The picture of the human check: letters as a pen draws them, bent, crossed by lines and cut by others.
//!
//! It is for people without JavaScript; for everybody else, and so for those who do not see pictures, the browser works
//! instead ([`crate::work`]). What is hard for a program and not for people: letters that lean, differ in size and touch,
//! and are bent all together; lines as dark as they are, and thin gaps in them; noise. The picture has its own background,
//! so that it reads on light and dark pages alike.

use crate::glyphs::{GridPoint, strokes};
use crate::png;
use sha2::{Digest as _, Sha256};
use std::f32::consts::TAU;

/// Its size in pixels, which the form's template names too.
const WIDTH: u16 = 220;
const HEIGHT: u16 = 120;
/// Left free on both sides.
const MARGIN: f32 = 16.0;

const PAPER: u8 = 0xF2;
const INK: u8 = 0x30;
/// The edges of the ink, without which thin strokes look torn.
const EDGES: [u8; 2] = [0x78, 0xB4];
/// Noise: of 256 pixels so many become dark, and so many light.
const NOISE: (u8, u8) = (9, 5);

/// Straight segments of which a bent stroke is made.
const STROKE_SEGMENTS: u8 = 5;
const LINES: u8 = 2;
const GAPS: u8 = 3;
/// Straight segments of a line across the picture.
const LINE_SEGMENTS: u8 = 24;

/// The picture as PNG. The same letters and seed make the same bytes.
pub fn draw(letters: &[char], seed: [u8; 32]) -> std::io::Result<Vec<u8>> {
    png::gray(WIDTH, HEIGHT, &pixels(letters, seed))
}

fn pixels(letters: &[char], seed: [u8; 32]) -> Vec<u8> {
    let mut random = SeededRandom::new(seed);
    // The first moves points sideways by their height, the second up and down by their place across.
    let sideways = Wave::new(&mut random, (1.5, 3.5), (10.0, 17.0));
    let upwards = Wave::new(&mut random, (2.0, 4.5), (15.0, 28.0));
    let bend = |(x, y): Point| (x + sideways.at(y), y + upwards.at(x));
    let mut ink = write(letters, &mut random, &bend);
    for _ in 0..LINES {
        ink.extend(line(&mut random, (0.8, 1.3)));
    }
    let gaps: Vec<Segment> = (0..GAPS).flat_map(|_| line(&mut random, (0.5, 0.9))).collect();

    let mut all = Vec::with_capacity(usize::from(WIDTH) * usize::from(HEIGHT));
    for y in 0..HEIGHT {
        let y = f32::from(y) + 0.5;
        let (ink, gaps) = (in_row(&ink, y), in_row(&gaps, y));
        for x in 0..WIDTH {
            let at = (f32::from(x) + 0.5, y);
            let shade = if distance(&gaps, at) < 0.0 { PAPER } else { shade(distance(&ink, at)) };
            all.push(with_noise(shade, random.byte()));
        }
    }
    all
}

/// A point of the picture.
type Point = (f32, f32);

/// The letters side by side, each with a size, a slant and a pen of its own.
fn write(letters: &[char], random: &mut SeededRandom, bend: &impl Fn(Point) -> Point) -> Vec<Segment> {
    let mut segments = Vec::new();
    let count = f32::from(u8::try_from(letters.len()).unwrap_or(u8::MAX)).max(1.0);
    let step = (f32::from(WIDTH) - 2.0 * MARGIN) / count;
    for (letter, place) in letters.iter().zip(0_u8..) {
        let middle = (
            MARGIN + step * (f32::from(place) + 0.5) + random.between(-2.0, 2.0),
            f32::from(HEIGHT) / 2.0 + random.between(-9.0, 9.0),
        );
        let (sin, cos) = random.between(-0.26, 0.26).sin_cos();
        let (wide, high) = (random.between(3.0, 3.7), random.between(4.2, 5.2));
        let slant = random.between(-0.14, 0.14);
        let half_width = random.between(1.9, 2.7);
        let placed = |(across, down): GridPoint| -> Point {
            let y = (f32::from(down) - 6.0) * high;
            let x = (f32::from(across) - 4.0) * wide + slant * y;
            (middle.0 + x * cos - y * sin, middle.1 + x * sin + y * cos)
        };
        for stroke in strokes(*letter) {
            for (from, to) in stroke.iter().zip(stroke.iter().skip(1)) {
                let (from, to) = (placed(*from), placed(*to));
                let at = |part: u8| {
                    let share = f32::from(part) / f32::from(STROKE_SEGMENTS);
                    bend((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share))
                };
                segments.extend((0..STROKE_SEGMENTS).map(|part| Segment {
                    from: at(part),
                    to: at(part + 1),
                    half_width,
                }));
            }
        }
    }
    segments
}

/// A waving line from one side to the other.
fn line(random: &mut SeededRandom, half_widths: (f32, f32)) -> Vec<Segment> {
    let wave = Wave::new(random, (4.0, 14.0), (18.0, 40.0));
    let (left, right) = (random.between(25.0, 95.0), random.between(25.0, 95.0));
    let half_width = random.between(half_widths.0, half_widths.1);
    let at = |part: u8| {
        let share = f32::from(part) / f32::from(LINE_SEGMENTS);
        let x = share * f32::from(WIDTH);
        (x, left + (right - left) * share + wave.at(x))
    };
    (0..LINE_SEGMENTS).map(|part| Segment { from: at(part), to: at(part + 1), half_width }).collect()
}

/// A straight segment of a stroke or a line.
#[derive(Clone, Copy)]
struct Segment {
    from: Point,
    to: Point,
    /// Half the pen's width.
    half_width: f32,
}

impl Segment {
    fn reaches_row(&self, y: f32) -> bool {
        let reach = self.half_width + 1.0;
        y > self.from.1.min(self.to.1) - reach && y < self.from.1.max(self.to.1) + reach
    }

    fn reaches_column(&self, x: f32) -> bool {
        let reach = self.half_width + 1.0;
        x > self.from.0.min(self.to.0) - reach && x < self.from.0.max(self.to.0) + reach
    }

    /// The distance of a point from the ink; negative within it.
    fn distance(&self, at: Point) -> f32 {
        let way = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let off = (at.0 - self.from.0, at.1 - self.from.1);
        let square = way.0 * way.0 + way.1 * way.1;
        let along = if square > 0.0 { ((off.0 * way.0 + off.1 * way.1) / square).clamp(0.0, 1.0) } else { 0.0 };
        (off.0 - along * way.0).hypot(off.1 - along * way.1) - self.half_width
    }
}

/// Those that a row of pixels can meet: a row is asked about 220 times.
fn in_row(segments: &[Segment], y: f32) -> Vec<Segment> {
    segments.iter().copied().filter(|segment| segment.reaches_row(y)).collect()
}

/// The distance of a point from the nearest of them.
fn distance(segments: &[Segment], at: Point) -> f32 {
    let near = segments.iter().filter(|segment| segment.reaches_column(at.0));
    near.map(|segment| segment.distance(at)).fold(f32::MAX, f32::min)
}

fn shade(distance: f32) -> u8 {
    let [inner, outer] = EDGES;
    if distance < -0.5 {
        INK
    } else if distance < 0.0 {
        inner
    } else if distance < 0.5 {
        outer
    } else {
        PAPER
    }
}

/// The pixel's shade, or noise in its place.
const fn with_noise(shade: u8, random: u8) -> u8 {
    let ((dark, light), [inner, _]) = (NOISE, EDGES);
    if random < dark {
        inner
    } else if random < dark + light {
        PAPER
    } else {
        shade
    }
}

/// A sine wave of random amplitude, length and phase.
struct Wave {
    amplitude: f32,
    /// Pixels for each radian.
    length: f32,
    phase: f32,
}

impl Wave {
    fn new(random: &mut SeededRandom, amplitudes: (f32, f32), lengths: (f32, f32)) -> Self {
        Self {
            amplitude: random.between(amplitudes.0, amplitudes.1),
            length: random.between(lengths.0, lengths.1),
            phase: random.between(0.0, TAU),
        }
    }

    fn at(&self, place: f32) -> f32 {
        self.amplitude * (place / self.length + self.phase).sin()
    }
}

/// Random numbers that follow from a seed: SHA-256 of it and a counter.
struct SeededRandom {
    seed: [u8; 32],
    blocks: u32,
    bytes: Vec<u8>,
}

impl SeededRandom {
    fn new(seed: [u8; 32]) -> Self {
        Self { seed, blocks: 0, bytes: Vec::new() }
    }

    fn byte(&mut self) -> u8 {
        loop {
            if let Some(byte) = self.bytes.pop() {
                return byte;
            }
            let block = Sha256::new().chain_update(self.seed).chain_update(self.blocks.to_be_bytes()).finalize();
            self.blocks = self.blocks.wrapping_add(1);
            self.bytes = block.to_vec();
        }
    }

    /// A number from `least` to `most`.
    fn between(&mut self, least: f32, most: f32) -> f32 {
        let share = f32::from(u16::from_be_bytes([self.byte(), self.byte()])) / f32::from(u16::MAX);
        least + (most - least) * share
    }
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, INK, PAPER, WIDTH, draw, pixels};
    use crate::LETTERS;

    fn dark(pixels: &[u8]) -> usize {
        pixels.iter().filter(|shade| **shade == INK).count()
    }

    /// ACC-1
    #[test]
    fn the_same_challenge_has_the_same_picture_and_no_other_has_it() {
        let letters = ['F', 'A', 'Y', 'E', 'P'];
        let picture = draw(&letters, [1; 32]).unwrap();
        assert_eq!(picture, draw(&letters, [1; 32]).unwrap());
        assert_ne!(picture, draw(&letters, [2; 32]).unwrap(), "the same letters look otherwise each time");
        assert!(picture.len() < 16_000, "{} bytes", picture.len());
    }

    /// ACC-1
    #[test]
    fn every_letter_is_drawn_within_the_picture_whatever_the_chance() {
        let size = usize::from(WIDTH) * usize::from(HEIGHT);
        for seed in 0..3 {
            // Lines alone.
            assert!(dark(&pixels(&[], [seed; 32])) < size / 30, "{seed}");
            for letter in LETTERS.iter().map(|letter| char::from(*letter)) {
                let picture = pixels(&[letter; 5], [seed; 32]);
                assert_eq!(picture.len(), size);
                // What lies outside would be missing.
                assert!(dark(&picture) > size / 30, "{letter}, {seed}: {}", dark(&picture));
                assert!(dark(&picture) < size / 4, "{letter}, {seed}: {}", dark(&picture));
                let edge = picture.chunks(usize::from(WIDTH)).take(4).flatten().filter(|shade| **shade == INK).count();
                assert_eq!(edge, 0, "{letter}, {seed}: touches the upper edge");
                assert!(picture.iter().filter(|shade| **shade == PAPER).count() > size / 2, "{letter}, {seed}");
            }
        }
    }
}
