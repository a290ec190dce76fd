//! The archive of key files (LIC-11): a ZIP whose bytes follow from its content.
//!
//! Files are stored, not compressed, one after the other in a fixed order, all with the same moment (1980-01-01), without
//! extra fields and comments. A reader writes what it has read anew and compares, so there is one archive for a content:
//! no hidden bytes, no file twice, no second directory.

/// Longest archive, in bytes.
pub const MAX_ARCHIVE: usize = 8 * 1024 * 1024;
/// Most files of an archive.
pub const MAX_FILES: usize = 128;
/// Longest name of a file, in bytes.
const MAX_NAME: usize = 100;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const LOCAL_LENGTH: usize = 30;
const CENTRAL_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
/// ZIP 2.0, as file systems without attributes write it.
const VERSION: u16 = 20;
/// 1980-01-01, the first day that a ZIP can name.
const DATE: u16 = (1 << 5) | 1;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Letters and digits of ASCII, `-`, `_` and `.`.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Why an archive is not written, or not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Over [`MAX_ARCHIVE`] or [`MAX_FILES`].
    #[error("the archive is too large")]
    TooLarge,
    /// A name with other characters than those allowed, or one that begins with a period.
    #[error("a file in the archive has a name that is not allowed")]
    Name,
    /// A name that stands there twice, in any case of its letters.
    #[error("the archive has a file twice")]
    Twice,
    /// Not an archive as it is written here: another form, another order, or a changed byte.
    #[error("this is not an archive of key files, or it was changed")]
    NotAnArchive,
}

/// The archive of these files: key files first, in the order of their names, then all others in that of theirs.
///
/// # Errors
/// See [`ArchiveError`].
pub fn write(entries: &[Entry]) -> Result<Vec<u8>, ArchiveError> {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| (!entry.name.ends_with(".key"), &entry.name));
    let size: usize = entries.iter().map(|entry| entry.content.len().saturating_add(MAX_NAME * 4)).sum();
    if entries.len() > MAX_FILES || size > MAX_ARCHIVE {
        return Err(ArchiveError::TooLarge);
    }
    if !entries.iter().all(|entry| is_name(&entry.name)) {
        return Err(ArchiveError::Name);
    }
    let mut names: Vec<String> = entries.iter().map(|entry| entry.name.to_ascii_lowercase()).collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(ArchiveError::Twice);
    }
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for entry in &entries {
        let at = number(archive.len())?;
        let what = described(entry)?;
        archive.extend(LOCAL.to_le_bytes());
        archive.extend(&what);
        archive.extend(entry.name.as_bytes());
        archive.extend(&entry.content);
        directory.extend(CENTRAL.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&what);
        // No comment, on the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (at, length) = (number(archive.len())?, number(directory.len())?);
    let count = u16::try_from(entries.len()).map_err(|_| ArchiveError::TooLarge)?;
    archive.extend(directory);
    archive.extend(END.to_le_bytes());
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(length.to_le_bytes());
    archive.extend(at.to_le_bytes());
    archive.extend([0; 2]);
    Ok(archive)
}

/// The files of an archive that [`write`] made.
///
/// # Errors
/// See [`ArchiveError`].
pub fn read(archive: &[u8]) -> Result<Vec<Entry>, ArchiveError> {
    if archive.len() > MAX_ARCHIVE {
        return Err(ArchiveError::TooLarge);
    }
    let mut entries = Vec::new();
    let mut rest = archive;
    while rest.starts_with(&LOCAL.to_le_bytes()) {
        if entries.len() == MAX_FILES {
            return Err(ArchiveError::TooLarge);
        }
        let (head, behind) = rest.split_at_checked(LOCAL_LENGTH).ok_or(ArchiveError::NotAnArchive)?;
        let length = u32::from_le_bytes([head[18], head[19], head[20], head[21]]);
        let length = usize::try_from(length).map_err(|_| ArchiveError::TooLarge)?;
        let name = usize::from(u16::from_le_bytes([head[26], head[27]]));
        let (name, behind) = behind.split_at_checked(name).ok_or(ArchiveError::NotAnArchive)?;
        let (content, behind) = behind.split_at_checked(length).ok_or(ArchiveError::NotAnArchive)?;
        let name = String::from_utf8(name.to_vec()).map_err(|_| ArchiveError::Name)?;
        entries.push(Entry { name, content: content.to_vec() });
        rest = behind;
    }
    // The directory must be as long as these files make it, before anything is written for a comparison.
    let directory: usize = entries.iter().map(|entry| CENTRAL_LENGTH + entry.name.len()).sum();
    if rest.len() != directory + END_LENGTH || write(&entries)? != archive {
        return Err(ArchiveError::NotAnArchive);
    }
    Ok(entries)
}

/// What stands before the name in both places: version, flags, method, moment, checksum, lengths.
fn described(entry: &Entry) -> Result<Vec<u8>, ArchiveError> {
    let length = number(entry.content.len())?.to_le_bytes();
    let name = u16::try_from(entry.name.len()).map_err(|_| ArchiveError::Name)?;
    let mut what = Vec::with_capacity(LOCAL_LENGTH - 4);
    what.extend(VERSION.to_le_bytes());
    // No flags, stored, midnight.
    what.extend([0; 6]);
    what.extend(DATE.to_le_bytes());
    what.extend(crc32(&entry.content).to_le_bytes());
    what.extend(length);
    what.extend(length);
    what.extend(name.to_le_bytes());
    what.extend([0; 2]);
    Ok(what)
}

fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !name.is_empty() && name.len() <= MAX_NAME && !name.starts_with('.') && name.bytes().all(allowed)
}

fn number(length: usize) -> Result<u32, ArchiveError> {
    u32::try_from(length).map_err(|_| ArchiveError::TooLarge)
}

/// CRC-32 as ZIP uses it (ISO 3309; reflected, polynomial 0xEDB88320).
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| TABLE[usize::from((crc as u8) ^ byte)] ^ (crc >> 8))
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ 0xEDB8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
};
