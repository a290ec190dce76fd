//! Why a picture is not taken, as people are told.

use crate::parser::Refused;
use gatehouse_core::Refusal;
use gatehouse_worker::Unread;

/// Why a picture is not taken. The field is `file`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum PictureRefusal {
    /// No file was chosen.
    #[refusal(422, "picture.missing", refusal_missing, field = "file")]
    Missing,
    /// More bytes than are taken.
    #[refusal(413, "picture.too_large", refusal_bytes((crate::MOST_BYTES >> 10).to_string()), field = "file")]
    Bytes,
    /// Neither PNG nor JPEG nor GIF.
    #[refusal(422, "picture.format", refusal_format, field = "file")]
    Format,
    /// It cannot be read.
    #[refusal(422, "picture.broken", refusal_broken, field = "file")]
    Broken,
    /// More pixels than are taken; what was found.
    #[refusal(422, "picture.pixels", refusal_pixels(it.0.to_string(), it.1.to_string()), field = "file")]
    Pixels((u32, u32)),
    /// Fewer pixels than are needed; what was found.
    #[refusal(422, "picture.small", refusal_small(it.0.to_string(), it.1.to_string()), field = "file")]
    Small((u32, u32)),
}

impl From<Unread<Refused>> for PictureRefusal {
    fn from(unread: Unread<Refused>) -> Self {
        match unread {
            Unread::TooLarge => Self::Bytes,
            Unread::Refused(Refused::Format) => Self::Format,
            Unread::Refused(Refused::TooLarge(width, height)) => Self::Pixels((width, height)),
            Unread::Refused(Refused::TooSmall(width, height)) => Self::Small((width, height)),
            Unread::Refused(Refused::Broken) | Unread::TooMuch | Unread::Broken => Self::Broken,
        }
    }
}
