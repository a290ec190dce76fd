//! The server's side: what the worker says is judged like anything from outside.

use crate::made::Made;
use crate::parser::{Asked, PictureParser, Refused};
use gatehouse_core::Fault;
use gatehouse_guard::Asker;
use gatehouse_worker::{Unread, Workers};
use sha2::{Digest as _, Sha256};

/// A picture that was written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub bytes: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// JPEG, else PNG.
    pub is_jpeg: bool,
}

impl Picture {
    /// A name by its content: 32 hexadecimal digits, and `.png` or `.jpg`.
    pub fn name(&self) -> String {
        content_name(&self.bytes, if self.is_jpeg { "jpg" } else { "png" })
    }
}

/// 32 hexadecimal digits, and the ending.
pub(crate) fn content_name(bytes: &[u8], ending: &str) -> String {
    let digits: String = hex::encode(Sha256::digest(bytes)).chars().take(32).collect();
    format!("{digits}.{ending}")
}

/// Reads an upload, and makes of it what is wanted, in that order.
pub async fn read(
    workers: &Workers,
    asker: &Asker,
    asked: &Asked,
    bytes: &[u8],
) -> Result<Result<Vec<Picture>, Unread<Refused>>, Fault> {
    let parsed = match workers.parse::<PictureParser>(asker, asked, bytes).await? {
        Ok(parsed) => parsed,
        Err(unread) => return Ok(Err(unread)),
    };
    let is_as_asked = parsed.found.made.len() == asked.wanted.len();
    let whole: usize = parsed.found.made.iter().map(|made| made.bytes).fold(0, usize::saturating_add);
    if !is_as_asked || whole != parsed.bytes.len() {
        return Ok(Err(Unread::Broken));
    }
    let mut rest = parsed.bytes.as_slice();
    let mut pictures = Vec::new();
    for (made, wanted) in parsed.found.made.iter().zip(&asked.wanted) {
        let Some((file, others)) = rest.split_at_checked(made.bytes) else { return Ok(Err(Unread::Broken)) };
        if !is_what_it_says(made, file) || made.bytes > wanted.bytes {
            return Ok(Err(Unread::Broken));
        }
        pictures.push(Picture { bytes: file.to_vec(), width: made.width, height: made.height, is_jpeg: made.is_jpeg });
        rest = others;
    }
    Ok(Ok(pictures))
}

/// A JPEG begins with two marks (ITU T.81 §B.1.1.3).
fn is_what_it_says(made: &Made, file: &[u8]) -> bool {
    if made.is_jpeg {
        return file.starts_with(&[0xFF, 0xD8, 0xFF]);
    }
    is_png(made.width, made.height, file)
}

/// A PNG begins with its signature and its size (W3C PNG §5.2, §11.2.1).
pub(crate) fn is_png(width: u32, height: u32, file: &[u8]) -> bool {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    file.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") && file.get(16..24) == Some(size.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Picture, is_what_it_says};
    use crate::Made;

    #[test]
    fn a_file_that_is_not_what_the_worker_says_is_refused() {
        let made = Made { width: 2, height: 1, bytes: 24, is_jpeg: false };
        let file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01";
        assert!(is_what_it_says(&made, file));
        assert!(!is_what_it_says(&Made { width: 1, ..made }, file));
        assert!(!is_what_it_says(&Made { is_jpeg: true, ..made }, file));
        assert!(!is_what_it_says(&made, b"<svg xmlns='http://www.w3.org/2000/svg'>"));
    }

    #[test]
    fn a_name_is_made_of_the_content() {
        let picture = Picture { bytes: b"x".to_vec(), width: 1, height: 1, is_jpeg: false };
        assert_eq!(picture.name(), "2d711642b726b04401627ca9fbac32f5.png");
        assert!(Picture { is_jpeg: true, ..picture }.name().ends_with(".jpg"));
    }
}
