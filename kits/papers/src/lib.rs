//! Papers: PDF documents that people keep, such as a license certificate.
//!
//! A [`Paper`] is a title with blocks: facts, texts, lists, a link with its QR code. [`print`] lays it out on A4 pages under the
//! vendor's [`Letterhead`] and gives its bytes: PDF 1.7 that claims PDF/A-2a (to be kept for decades: fonts inside, no outside
//! colors) and PDF/UA-1 (tagged in reading order, titled, with a language). The same paper gives the same bytes: its date and its id
//! come from the data it tells, and nothing is taken from the clock.
//!
//! - Typefaces: Noto Sans (Latin, Cyrillic, Greek) and Noto Sans JP, of which only the glyphs in use are put into a file. Texts are
//!   set left to right, a glyph for each character. What neither has (other scripts, emoji) is printed as a box.
//! - What people typed is made harmless first: characters that nobody sees are left out, and a text ends after [`MOST_CHARS`].
//! - Setting a paper takes some milliseconds of a core; [`print`] does so beside the server's threads, [`press::AT_ONCE`] at a time.

mod fonts;
mod layout;
mod letterhead;
mod marks;
mod paint;
mod paper;
pub mod press;
mod room;
mod text;

pub use letterhead::Letterhead;
pub use paper::{MOST_BLOCKS, MOST_CHARS, MOST_PAGES, Paper};
pub use press::{print, services};
