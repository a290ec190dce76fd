//! What a text calls a picture: one that comes with the program by a word, one that staff sent by its content and size
//! (`0123456789abcdef0123456789abcdef-1280x720.png`). Nothing else is a picture, so none of another site is ever shown.

use super::slug::is_slug;
use gatehouse_files::{Kept, Media, Purpose, Who};
use gatehouse_pictures::{Asked, MOST_KEPT, Shape, Wanted};

/// What is kept of one that staff sent: written anew in the worker, under the installation's key.
pub const PICTURE: Purpose = Purpose {
    word: "help.picture",
    most_bytes: MOST_KEPT as u64,
    media: &[Media::Png],
    kept: Kept::UntilRemoved,
    who: Who::Module,
};

/// What the worker makes of it: a page of a program is no photograph.
#[must_use]
pub fn asked() -> Asked {
    let shape = Shape::Within { width: MOST_SIDE, height: MOST_SIDE };
    Asked { wanted: vec![Wanted { shape, is_photo: false, bytes: MOST_KEPT }], least: 16 }
}

/// The most pixels from edge to edge of what is kept.
pub const MOST_SIDE: u32 = 1_600;
/// The most characters of what says what it shows.
pub const ALT: u32 = 200;
/// The most pictures of one article.
pub const MOST: u32 = 40;

/// Whether a text can call a picture so.
#[must_use]
pub fn is_name(name: &str) -> bool {
    is_slug(name) || size_of(name).is_some()
}

/// The name of a picture with this content: what the kit calls it, and how large it is.
#[must_use]
pub fn name_of(content: &str, width: u32, height: u32) -> String {
    let (digits, ending) = content.split_once('.').unwrap_or((content, "png"));
    format!("{digits}-{width}x{height}.{ending}")
}

/// Pixels across and down of one that staff sent, as its name says; `None`: it is no name of one.
#[must_use]
pub fn size_of(name: &str) -> Option<(u32, u32)> {
    let rest = name.strip_suffix(".png").or_else(|| name.strip_suffix(".jpg"))?;
    let (digits, size) = rest.split_once('-')?;
    let is_digits = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let (width, height) = size.split_once('x')?;
    let side = |text: &str| -> Option<u32> {
        let is_number = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|side| is_number && (1..=MOST_SIDE).contains(side))
    };
    is_digits.then_some((side(width)?, side(height)?))
}

/// Pixels across and down of a WebP picture of ours (RFC 9649 §2.5, §2.7).
#[must_use]
pub fn size_of_webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let three = |at: usize| {
        let part: [u8; 3] = bytes.get(at..at + 3)?.try_into().ok()?;
        Some(u32::from_le_bytes([part[0], part[1], part[2], 0]))
    };
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    match bytes.get(12..16)? {
        // A frame of VP8 says its size in 14 bits behind its mark.
        b"VP8 " if bytes.get(23..26)? == [0x9D, 0x01, 0x2A] => Some((two(26)? & 0x3FFF, two(28)? & 0x3FFF)),
        b"VP8X" => Some((three(24)? + 1, three(27)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_name, name_of, size_of, size_of_webp};

    /// ALL-9, SUP-18
    #[test]
    fn only_what_is_ours_is_a_picture() {
        let name = name_of("0123456789abcdef0123456789abcdef.png", 1_280, 720);
        assert_eq!(name, "0123456789abcdef0123456789abcdef-1280x720.png");
        assert_eq!(size_of(&name), Some((1_280, 720)));
        assert!(is_name(&name) && is_name("add-license"));
        for wrong in [
            "",
            "https://evil.example/a.png",
            "/assets/a.png",
            "../a",
            "data:image/png;base64,AAAA",
            "0123456789abcdef0123456789abcdef.png",
            "0123456789abcdef0123456789abcdef-0x720.png",
            "0123456789abcdef0123456789abcdef-1280x99999.png",
            "0123456789abcdef0123456789abcdef-1280x7 0.png",
            "0123456789ABCDEF0123456789ABCDEF-1280x720.png",
            "0123456789abcdef0123456789abcdef-1280x720.svg",
        ] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }

    /// ALL-10
    #[test]
    fn the_head_of_a_picture_says_its_size() {
        let head = |kind: &[u8], rest: &[u8]| [b"RIFF\0\0\0\0WEBP".as_slice(), kind, &[0; 4], rest].concat();
        let frame = [0, 0, 0, 0x9D, 0x01, 0x2A, 0xD0, 0x02, 0xC2, 0x01];
        assert_eq!(size_of_webp(&head(b"VP8 ", &frame)), Some((720, 450)));
        let extended = [0, 0, 0, 0, 0xCF, 0x02, 0, 0xC1, 0x01, 0];
        assert_eq!(size_of_webp(&head(b"VP8X", &extended)), Some((720, 450)));
        assert_eq!(size_of_webp(b"RIFF"), None);
        assert_eq!(size_of_webp(&head(b"VP8L", &frame)), None);
    }
}
