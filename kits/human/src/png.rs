//! Writing a picture in shades of gray as PNG (W3C PNG, third edition): no palette, no filters, no metadata.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::{Error, Result, Write as _};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Eight bits a pixel, gray; the only compression and filtering there are; not interlaced.
const FORM: [u8; 5] = [8, 0, 0, 0, 0];
/// How each row begins: its bytes are as they are.
const UNFILTERED: u8 = 0;

/// The file of a picture, whose pixels are given row by row.
pub(crate) fn gray(width: u16, height: u16, pixels: &[u8]) -> Result<Vec<u8>> {
    let mut header = Vec::with_capacity(13);
    header.extend_from_slice(&u32::from(width).to_be_bytes());
    header.extend_from_slice(&u32::from(height).to_be_bytes());
    header.extend_from_slice(&FORM);
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::default());
    for row in pixels.chunks(usize::from(width.max(1))) {
        rows.write_all(&[UNFILTERED])?;
        rows.write_all(row)?;
    }
    let mut file = SIGNATURE.to_vec();
    chunk(&mut file, b"IHDR", &header)?;
    chunk(&mut file, b"IDAT", &rows.finish()?)?;
    chunk(&mut file, b"IEND", &[])?;
    Ok(file)
}

/// Length, kind, contents, and a sum over kind and contents.
fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], contents: &[u8]) -> Result<()> {
    let length = u32::try_from(contents.len()).map_err(Error::other)?;
    file.extend_from_slice(&length.to_be_bytes());
    file.extend_from_slice(kind);
    file.extend_from_slice(contents);
    // That of gzip, which flate2 has, is the same.
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(contents);
    file.extend_from_slice(&sum.sum().to_be_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::gray;
    use flate2::read::ZlibDecoder;
    use std::io::Read as _;

    /// ACC-1
    #[test]
    fn a_picture_is_a_file_that_any_reader_takes() {
        let file = gray(3, 2, &[1, 2, 3, 4, 5, 6]).unwrap();
        let rest = file.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap();
        let header = b"\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\0\0\0\0";
        let rest = rest.strip_prefix(header).unwrap();
        // The end is the same in every PNG, its sum included.
        let rest = rest.strip_suffix(b"\0\0\0\0IEND\xae\x42\x60\x82").unwrap();
        // The header's sum, and the length of the pixels.
        let (length, pixels) = rest.get(4..8).zip(rest.get(8..)).unwrap();
        let pixels = pixels.strip_prefix(b"IDAT").unwrap();
        let length = usize::try_from(u32::from_be_bytes(length.try_into().unwrap())).unwrap();
        assert_eq!(pixels.len(), length + 4);
        let mut rows = Vec::new();
        ZlibDecoder::new(&pixels[..length]).read_to_end(&mut rows).unwrap();
        assert_eq!(rows, [0, 1, 2, 3, 0, 4, 5, 6]);
    }
}
