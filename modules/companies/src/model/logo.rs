//! The files of a company's logo (COM-9).

use gatehouse_files::{Kept, Media, Purpose, Who};
use gatehouse_pictures::MOST_KEPT;

/// What is kept of it: a PNG, or a GIF with a PNG beside it. They lie under the company's key and end with it.
pub const LOGO: Purpose = Purpose {
    word: "companies.logo",
    most_bytes: MOST_KEPT as u64,
    media: &[Media::Png, Media::Gif],
    kept: Kept::UntilRemoved,
    who: Who::Module,
};
