//! `winmail.dat`: what Outlook puts attachments and text into (MS-OXTNEF). Reads titles, contents and the plain body, and nothing else;
//! every length is checked against what is there.

const SIGNATURE: u32 = 0x223e_9f78;
const BODY: u32 = 0x0002_800c;
const RENDERING: u32 = 0x0006_9002;
const TITLE: u32 = 0x0001_8010;
const DATA: u32 = 0x0006_800f;
const PROPERTIES: u32 = 0x0006_9005;
const LONG_FILENAME: u16 = 0x3707;
const MIME_TAG: u16 = 0x370e;
/// Attachments that are read.
const MOST: usize = 100;

/// An attachment that was hidden.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    pub name: String,
    pub media: String,
    pub content: Vec<u8>,
}

/// What it holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tnef {
    pub body: String,
    pub attachments: Vec<Hidden>,
}

/// Reads it as far as it can be read; `None` where it is none.
pub fn read(bytes: &[u8]) -> Option<Tnef> {
    let mut from = Bytes(bytes);
    if from.u32()? != SIGNATURE {
        return None;
    }
    from.take(2)?;
    let mut found = Tnef::default();
    while let Some((kind, data)) = attribute(&mut from) {
        if kind == RENDERING {
            if found.attachments.len() >= MOST {
                break;
            }
            found.attachments.push(Hidden::default());
        }
        match (kind, found.attachments.last_mut()) {
            (BODY, None) => found.body = narrow(data),
            (TITLE, Some(last)) if last.name.is_empty() => last.name = narrow(data),
            (DATA, Some(last)) => last.content = data.to_vec(),
            (PROPERTIES, Some(last)) => properties(data, last),
            _ => {}
        }
    }
    found.attachments.retain(|one| !(one.content.is_empty() && one.name.is_empty()));
    Some(found)
}

fn attribute<'a>(from: &mut Bytes<'a>) -> Option<(u32, &'a [u8])> {
    from.take(1)?;
    let kind = from.u32()?;
    let length = usize::try_from(from.u32()?).ok()?;
    let data = from.take(length)?;
    from.take(2)?;
    Some((kind, data))
}

/// The long name and the media type are MAPI properties of the attachment.
fn properties(data: &[u8], of: &mut Hidden) {
    let mut from = Bytes(data);
    let count = from.u32().unwrap_or(0);
    for _ in 0..count.min(1_000) {
        let Some((id, value)) = property(&mut from) else { return };
        match (id, value) {
            (LONG_FILENAME, Some(text)) if !text.is_empty() => of.name = text,
            (MIME_TAG, Some(text)) => of.media = text,
            _ => {}
        }
    }
}

/// A property's id, and its text where it is one.
fn property(from: &mut Bytes<'_>) -> Option<(u16, Option<String>)> {
    let (kind, id) = (from.u16()?, from.u16()?);
    if id >= 0x8000 {
        from.take(16)?;
        if from.u32()? == 0 {
            from.take(4)?;
        } else {
            let length = usize::try_from(from.u32()?).ok()?;
            from.take(length.checked_next_multiple_of(4)?)?;
        }
    }
    let (is_many, kind) = (kind & 0x1000 != 0, kind & 0x0fff);
    let is_long = matches!(kind, 0x000d | 0x001e | 0x001f | 0x0102);
    let count = if is_many || is_long { from.u32()? } else { 1 };
    let mut text = None;
    for _ in 0..count {
        let length = match kind {
            0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => 4,
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => 8,
            0x0048 => 16,
            _ if is_long => usize::try_from(from.u32()?).ok()?,
            _ => return None,
        };
        let value = from.take(length)?;
        // Padded to four bytes; the last one need not be.
        let padding = length.checked_next_multiple_of(4)? - length;
        from.take(padding.min(from.0.len()))?;
        text = match kind {
            0x001e => Some(narrow(value)),
            0x001f => Some(wide(value)),
            _ => text,
        };
    }
    Some((id, text))
}

/// A text of one byte a letter, up to its end mark. Its code page is seldom right, so it is UTF-8 or Windows-1252.
fn narrow(bytes: &[u8]) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned)
}

fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }
    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{read, wide};

    #[test]
    fn a_length_that_lies_ends_the_reading() {
        assert_eq!(read(b"no"), None);
        let head = [&0x223e_9f78_u32.to_le_bytes()[..], &[0, 0]].concat();
        assert!(read(&head).is_some_and(|found| found.attachments.is_empty()));
        let lying = [&head[..], &[2], &0x0006_800f_u32.to_le_bytes(), &u32::MAX.to_le_bytes(), b"abc"].concat();
        assert!(read(&lying).is_some_and(|found| found.attachments.is_empty()));
        assert_eq!(wide(&[0x16, 0x04, 0, 0, 0x41, 0]), "Ж");
    }
}
