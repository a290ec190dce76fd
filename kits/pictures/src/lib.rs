//! Pictures that people upload, read in a worker process and written anew.
//!
//! What is kept is never what was sent: [`PictureParser`] decodes the first picture of a PNG, JPEG or GIF, turns it as its
//! metadata says, and writes it in the sizes that were asked for. Metadata, profiles, comments and further frames are gone. SVG is
//! not read: it is a language with scripts, links and styles, and no reader that takes all of that out with certainty.
//!
//! Logos of companies have rules of their own ([`LogoParser`]): they are taken as they are or refused, and a GIF may move.
//!
//! The server calls [`read`] or [`read_logo`], which hands the bytes to the worker and judges what comes back.

mod logo;
mod made;
mod parser;
mod read;
mod refusal;
mod texts;

pub use logo::{
    LOGO_FRAMES, LOGO_HEIGHT, LOGO_PLAYS, LOGO_WIDTH, Logo, LogoFound, LogoParser, LogoRefusal, LogoRefused, read_logo,
};
pub use made::{Made, Shape, Wanted};
pub use parser::{Asked, Found, PictureParser, Refused};
pub use read::{Picture, read};
pub use refusal::PictureRefusal;
pub use texts::TEXTS;

pub(crate) use texts::texts;

/// The most bytes of an upload.
pub const MOST_BYTES: usize = 256 << 10;
/// The most pixels from edge to edge.
pub const MOST_SIDE: u32 = 4_096;
/// The most pixels in all.
pub const MOST_PIXELS: u64 = 4_000_000;
/// The most bytes of a picture as it is written anew.
pub const MOST_KEPT: usize = 256 << 10;
