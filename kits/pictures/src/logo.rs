//! A company's logo (COM-9): small enough as it is, or refused with the numbers that were found. Nothing of it is made smaller, because
//! its owner would not see it before others do.
//!
//! PNG and JPEG become a PNG. A GIF that moves becomes a GIF, and a PNG of it for people who want no motion. A PNG that moves (APNG) is
//! refused: the picture in it that stands still is often one for old programs, which nobody wants to see in a header.

mod gif;
mod moving;
mod parser;
mod png;
mod read;
mod refusal;

pub use parser::{LogoFound, LogoParser, LogoRefused};
pub use read::{Logo, read_logo};
pub use refusal::LogoRefusal;

/// The most pixels across.
pub const LOGO_WIDTH: u32 = 200;
/// The most pixels down.
pub const LOGO_HEIGHT: u32 = 64;
/// The most frames of one that moves.
pub const LOGO_FRAMES: u32 = 30;
/// The longest that it plays once, in hundredths of a second.
pub const LOGO_PLAYS: u32 = 1_000;
/// It is repeated only as often as fits in these hundredths of a second: what moves longer distracts (WCAG 2.2, 2.2.2).
pub(crate) const LOGO_REPEATS_WITHIN: u32 = 500;
/// A frame that shows for less than two hundredths is shown for so many, as browsers do.
pub(crate) const LOGO_SHORTEST: u16 = 10;
