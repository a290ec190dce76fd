//! Why a logo is not taken, as people are told.

use super::parser::LogoRefused;
use crate::PictureRefusal;
use gatehouse_core::Refusal;
use gatehouse_worker::Unread;

/// Why a logo is not taken. The field is `file`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum LogoRefusal {
    /// As any other picture.
    Picture(PictureRefusal),
    /// More pixels than are taken; what was found.
    #[refusal(422, "logo.size", refusal_logo_size(it.0.to_string(), it.1.to_string()), field = "file")]
    Size((u32, u32)),
    /// More frames than are taken; what was found.
    #[refusal(422, "logo.frames", refusal_logo_frames(it.to_string()), field = "file")]
    Frames(u32),
    /// It plays longer than is taken; the seconds that were found.
    #[refusal(422, "logo.plays", refusal_logo_plays(it.to_string()), field = "file")]
    Plays(u32),
    /// A PNG that moves.
    #[refusal(422, "logo.animated_png", refusal_logo_animated_png, field = "file")]
    AnimatedPng,
    /// It would take more than is kept.
    #[refusal(422, "logo.detailed", refusal_logo_detailed, field = "file")]
    Detailed,
}

impl From<Unread<LogoRefused>> for LogoRefusal {
    fn from(unread: Unread<LogoRefused>) -> Self {
        match unread {
            Unread::TooLarge => Self::Picture(PictureRefusal::Bytes),
            Unread::Refused(LogoRefused::Format) => Self::Picture(PictureRefusal::Format),
            Unread::Refused(LogoRefused::TooLarge(width, height)) => Self::Size((width, height)),
            Unread::Refused(LogoRefused::Frames(frames)) => Self::Frames(frames),
            Unread::Refused(LogoRefused::Plays(hundredths)) => Self::Plays(hundredths.div_ceil(100)),
            Unread::Refused(LogoRefused::AnimatedPng) => Self::AnimatedPng,
            Unread::Refused(LogoRefused::Detailed(_)) => Self::Detailed,
            Unread::Refused(LogoRefused::Broken) | Unread::TooMuch | Unread::Broken => {
                Self::Picture(PictureRefusal::Broken)
            }
        }
    }
}
