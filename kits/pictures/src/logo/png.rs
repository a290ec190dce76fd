//! A PNG without everything that is not its picture, before it is decoded (W3C PNG, §5.3).
//!
//! Texts and profiles are packed, and a kilobyte of them can be unpacked to a gigabyte. No decoder sees them.

use super::parser::LogoRefused;
use super::{LOGO_HEIGHT, LOGO_WIDTH};

/// What a PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Only what is needed to show the picture as it was meant, and nothing behind its end.
pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, LogoRefused> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(LogoRefused::Format)?;
    let mut bare = SIGNATURE.to_vec();
    while let Some((length, _)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        // Length, kind, content, check sum.
        let chunk = rest.split_at_checked(length.saturating_add(12)).ok_or(LogoRefused::Broken)?;
        let (kind, content) = (chunk.0.get(4..8).unwrap_or_default(), chunk.0.get(8..8 + length).unwrap_or_default());
        if bare.len() == SIGNATURE.len() && kind != b"IHDR" {
            return Err(LogoRefused::Broken);
        }
        match kind {
            b"IHDR" => judge(content)?,
            b"acTL" if frames(content) > 1 => return Err(LogoRefused::AnimatedPng),
            _ => {}
        }
        match kind {
            b"IHDR" | b"PLTE" | b"tRNS" | b"eXIf" | b"IDAT" => bare.extend(chunk.0),
            b"IEND" => {
                bare.extend(chunk.0);
                return Ok(bare);
            }
            // Something that has to be understood (§5.4), and is not.
            [first, ..] if first.is_ascii_uppercase() => return Err(LogoRefused::Broken),
            _ => {}
        }
        rest = chunk.1;
    }
    Err(LogoRefused::Broken)
}

/// The number of frames that an animation announces (§11.3.5.1).
fn frames(content: &[u8]) -> u32 {
    content.first_chunk::<4>().map_or(0, |frames| u32::from_be_bytes(*frames))
}

/// What its head promises. It may still lie on its side: how it was held is known only later.
fn judge(head: &[u8]) -> Result<(), LogoRefused> {
    let (Some(width), Some(height)) = (side(head, 0), side(head, 4)) else { return Err(LogoRefused::Broken) };
    if width == 0 || height == 0 {
        return Err(LogoRefused::Broken);
    }
    if width.max(height) > LOGO_WIDTH || width.min(height) > LOGO_HEIGHT {
        return Err(LogoRefused::TooLarge(width, height));
    }
    Ok(())
}

fn side(head: &[u8], at: usize) -> Option<u32> {
    let side = head.get(at..)?.first_chunk::<4>()?;
    Some(u32::from_be_bytes(*side))
}
