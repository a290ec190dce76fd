//! Media types: few, and proven by the bytes. What is none of them is bytes, whatever its sender calls it.

/// The type of a file's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// A picture (PNG).
    Png,
    /// A picture (JPEG).
    Jpeg,
    /// A picture (GIF).
    Gif,
    /// A picture (WebP).
    WebP,
    /// An icon (ICO).
    Icon,
    /// A document (PDF).
    Pdf,
    /// An archive (ZIP).
    Zip,
    /// Bytes.
    Bytes,
}

impl Media {
    const ALL: [Self; 8] =
        [Self::Png, Self::Jpeg, Self::Gif, Self::WebP, Self::Icon, Self::Pdf, Self::Zip, Self::Bytes];

    /// The type of a content that begins with these bytes; 16 of them are enough. They say what it claims to be, and not that it
    /// is sound: pictures are decoded in the worker before anything is made of them.
    pub fn of(start: &[u8]) -> Self {
        let is_webp = start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP".as_slice());
        match start {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [0, 0, 1, 0, count, 0, ..] if *count > 0 => Self::Icon,
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            _ if is_webp => Self::WebP,
            _ => Self::Bytes,
        }
    }

    /// As it is stored and sent.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Icon => "image/vnd.microsoft.icon",
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
            Self::Bytes => "application/octet-stream",
        }
    }

    /// From what is stored; anything else is bytes.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|media| media.word() == word).unwrap_or(Self::Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Media;

    /// ALL-9
    #[test]
    fn the_bytes_say_what_a_file_is() {
        for (start, media) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Media::Png),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Media::Jpeg),
            (b"GIF89a\x01\0", Media::Gif),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Media::WebP),
            (b"\0\0\x01\0\x01\0\x10\x10", Media::Icon),
            (b"%PDF-1.7\n", Media::Pdf),
            (b"PK\x03\x04\x14\0", Media::Zip),
            (b"RIFF\x24\0\0\0WAVE", Media::Bytes),
            (b"<svg xmlns=", Media::Bytes),
            (b"<!doctype html>", Media::Bytes),
            (b"", Media::Bytes),
        ] {
            assert_eq!(Media::of(start), media, "{start:?}");
            assert_eq!(Media::from_word(media.word()), media);
        }
        assert_eq!(Media::from_word("text/html"), Media::Bytes);
    }
}
