//! The bytes between `DATA` and the final dot, with the dots that were doubled taken out (RFC 5321 §4.5.2). Pure.

/// Where in a line the next byte stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// At the beginning of a line, behind `CR LF`.
    #[default]
    Begin,
    /// Behind a dot at the beginning.
    Dot,
    /// Behind that dot and a `CR`.
    DotCr,
    /// Behind a `CR`.
    Cr,
    /// Within.
    Within,
}

/// Reads a mail's content piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Content {
    place: Place,
}

impl Content {
    /// Takes a piece: adds what belongs to the mail to `mail`, and answers how many bytes were used where the mail ends within it.
    pub fn take(&mut self, piece: &[u8], mail: &mut Vec<u8>) -> Option<usize> {
        for (n, byte) in piece.iter().enumerate() {
            self.place = match (self.place, *byte) {
                (Place::Begin, b'.') => Place::Dot,
                (Place::Dot, b'\r') => Place::DotCr,
                (Place::DotCr, b'\n') => return Some(n + 1),
                (Place::DotCr, other) => {
                    // The dot was doubled by nobody, and is no end either.
                    mail.extend_from_slice(b"\r");
                    mail.push(other);
                    if other == b'\r' { Place::Cr } else { Place::Within }
                }
                (Place::Cr, b'\n') => {
                    mail.push(b'\n');
                    Place::Begin
                }
                (_, b'\r') => {
                    mail.push(b'\r');
                    Place::Cr
                }
                (_, other) => {
                    mail.push(other);
                    Place::Within
                }
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Content;

    fn read(pieces: &[&[u8]]) -> (Vec<u8>, Option<usize>) {
        let (mut content, mut mail) = (Content::default(), Vec::new());
        for piece in pieces {
            if let Some(used) = content.take(piece, &mut mail) {
                return (mail, Some(used));
            }
        }
        (mail, None)
    }

    /// RFC 5321 §4.5.2
    #[test]
    fn a_doubled_dot_is_one_and_a_dot_alone_is_the_end() {
        assert_eq!(read(&[b"a\r\n..b\r\n.\r\nQUIT"]), (b"a\r\n.b\r\n".to_vec(), Some(11)));
        assert_eq!(read(&[b".\r\n"]), (Vec::new(), Some(3)));
        assert_eq!(read(&[b"a\r", b"\n", b".", b"\r", b"\n"]), (b"a\r\n".to_vec(), Some(1)));
    }

    /// CVE-2023-51764 and its kin: what one server takes for the end must be the end for the other
    #[test]
    fn nothing_but_the_whole_mark_ends_a_mail() {
        for hidden in [
            &b"a\n.\nMAIL"[..],
            b"a\n.\r\nMAIL",
            b"a\r\n.\nMAIL",
            b"a\r.\rMAIL",
            b"a\r\n.\rMAIL",
            b"a\r.\r\nMAIL",
            b"a\r\n.\r\rMAIL",
            b"a\r\n\x00.\r\nMAIL",
        ] {
            assert_eq!(read(&[hidden]).1, None, "{hidden:?}");
        }
    }
}
