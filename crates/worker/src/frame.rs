//! What goes through the pipes: two lengths of eight bytes (big endian), then JSON, then bytes. The same both ways.

use std::io::{Error, ErrorKind, Read, Result, Write};

/// Both lengths.
pub const HEAD: usize = 16;

/// The head of a message.
pub fn head(json: &[u8], bytes: &[u8]) -> [u8; HEAD] {
    let both = (u128::from(json.len() as u64) << 64) | u128::from(bytes.len() as u64);
    both.to_be_bytes()
}

/// The lengths of a message that is no longer than `most`.
pub fn lengths(head: [u8; HEAD], most: usize) -> Result<(usize, usize)> {
    let both = u128::from_be_bytes(head);
    let part = |value: u128| usize::try_from(value).ok().filter(|length| *length <= most);
    let lengths = part(both >> 64).zip(part(both & u128::from(u64::MAX)));
    lengths.filter(|(json, bytes)| json.checked_add(*bytes).is_some_and(|both| both <= most)).ok_or_else(too_long)
}

fn too_long() -> Error {
    Error::new(ErrorKind::FileTooLarge, "a message is longer than its kind allows")
}

/// Reads a message of `most` bytes.
pub fn read(from: &mut impl Read, most: usize) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut head = [0; HEAD];
    from.read_exact(&mut head)?;
    let (json, bytes) = lengths(head, most)?;
    let mut found = (vec![0; json], vec![0; bytes]);
    from.read_exact(&mut found.0)?;
    from.read_exact(&mut found.1)?;
    Ok(found)
}

/// Writes a message.
pub fn write(to: &mut impl Write, json: &[u8], bytes: &[u8]) -> Result<()> {
    to.write_all(&head(json, bytes))?;
    to.write_all(json)?;
    to.write_all(bytes)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::{HEAD, lengths, read, write};

    #[test]
    fn a_message_comes_back_as_it_was_written() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"{}", b"\x00\xff").unwrap();
        assert_eq!(read(&mut pipe.as_slice(), 4).unwrap(), (b"{}".to_vec(), b"\x00\xff".to_vec()));
        assert!(read(&mut pipe.as_slice(), 3).is_err(), "one byte too long");
        assert!(read(&mut pipe.get(..HEAD + 3).unwrap(), 4).is_err(), "cut off");
    }

    #[test]
    fn lengths_that_overflow_are_refused() {
        assert!(lengths([0xff; HEAD], usize::MAX).is_err());
        let mut halves = [0; HEAD];
        halves[7] = 3;
        halves[15] = 3;
        assert!(lengths(halves, 5).is_err(), "each fits, both together do not");
        assert_eq!(lengths(halves, 6).unwrap(), (3, 3));
    }
}
