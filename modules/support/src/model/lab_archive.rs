//! What is sent to the virus lab is an archive protected with the password `virus` (SUP-7), so that no scanner on the way removes the
//! sample and nobody opens it by mistake. Read in the worker process only; nothing of it is unpacked but the bytes that prove the password.

use gatehouse_core::Refusal;
use gatehouse_worker::{Limits, Parsed, Parser, Unread};
use serde::{Deserialize, Serialize};
use sevenz_rust2::{ArchiveReader, EntryDecision, Error as SevenZipError, Password};
use std::io::{Cursor, Read};
use std::time::Duration;
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes of an archive.
pub const MOST_BYTES: usize = 64 << 20;
/// The most files in it.
pub const MOST_FILES: usize = 1_000;
/// The password.
pub const PASSWORD: &str = "virus";

/// Files whose password is tried. The key of each is derived anew.
const TRIED: usize = 20;
/// Bytes that are unpacked, at the most: a bomb stays packed.
const UNPACKED: u64 = 16 << 20;
/// Memory of a dictionary of 7z, in KiB.
const DICTIONARY: usize = 64 << 10;

const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
const SEVEN_ZIP: &[u8] = b"7z\xbc\xaf\x27\x1c";
/// Archives that are not read: RAR, gzip, bzip2, xz, zstd, CAB.
const OTHERS: [&[u8]; 6] = [b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"MSCF"];

/// Why it is refused. Each text says how to make the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal, Serialize, Deserialize)]
pub enum ArchiveRefused {
    /// Larger than [`MOST_BYTES`].
    #[refusal(413, "archive.too_large", archive_too_large, field = "file")]
    TooLarge,
    /// No archive: the sample as it is, perhaps.
    #[refusal(422, "archive.none", archive_none, field = "file")]
    NotAnArchive,
    /// An archive of another format.
    #[refusal(422, "archive.format", archive_format, field = "file")]
    OtherFormat,
    /// A file in it opens without a password.
    #[refusal(422, "archive.open", archive_open, field = "file")]
    NotProtected,
    /// It has another password.
    #[refusal(422, "archive.password", archive_password, field = "file")]
    OtherPassword,
    /// There is no file in it.
    #[refusal(422, "archive.empty", archive_empty, field = "file")]
    Empty,
    /// It has more than [`MOST_FILES`] files.
    #[refusal(422, "archive.many_files", archive_many_files, field = "file")]
    ManyFiles,
    /// It is broken, or packed in a way that is not read.
    #[refusal(422, "archive.unreadable", archive_unreadable, field = "file")]
    Unreadable,
}

impl From<Unread<Self>> for ArchiveRefused {
    fn from(unread: Unread<Self>) -> Self {
        match unread {
            Unread::Refused(refused) => refused,
            Unread::TooLarge => Self::TooLarge,
            Unread::TooMuch | Unread::Broken => Self::Unreadable,
        }
    }
}

/// Which of the two formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArchiveFormat {
    /// With ZipCrypto or AES.
    Zip,
    /// With AES.
    SevenZip,
}

/// An archive that the lab can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabArchive {
    /// Its format.
    pub format: ArchiveFormat,
    /// How many files are in it.
    pub files: usize,
    /// How many bytes it says that they have.
    pub said_bytes: u64,
}

/// Reads it.
pub struct LabArchiveParser;

impl Parser for LabArchiveParser {
    const KIND: &'static str = "support.lab_archive";
    const LIMITS: Limits =
        Limits { memory: 224 << 20, time: Duration::from_secs(20), input: MOST_BYTES, output: 64 << 10 };
    type Asked = ();
    type Found = LabArchive;
    type Refused = ArchiveRefused;

    fn parse((): (), bytes: &[u8]) -> Result<Parsed<LabArchive>, ArchiveRefused> {
        let begins = |mark: &[u8]| bytes.starts_with(mark);
        let found = if bytes.len() > MOST_BYTES {
            return Err(ArchiveRefused::TooLarge);
        } else if ZIP.into_iter().any(begins) {
            zip(bytes)?
        } else if begins(SEVEN_ZIP) {
            seven_zip(bytes)?
        } else if OTHERS.into_iter().any(begins) {
            return Err(ArchiveRefused::OtherFormat);
        } else {
            return Err(ArchiveRefused::NotAnArchive);
        };
        Ok(Parsed { found, bytes: Vec::new() })
    }
}

fn zip(bytes: &[u8]) -> Result<LabArchive, ArchiveRefused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ArchiveRefused::Unreadable)?;
    if archive.len() > MOST_FILES {
        return Err(ArchiveRefused::ManyFiles);
    }
    let (mut files, mut said_bytes) = (Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| ArchiveRefused::Unreadable)?;
        if entry.is_dir() {
            continue;
        }
        if !entry.encrypted() {
            return Err(ArchiveRefused::NotProtected);
        }
        said_bytes = said_bytes.saturating_add(entry.size());
        files.push((entry.size(), index));
    }
    // The smallest one is read whole: the check of the old encryption lets one of 256 wrong passwords through.
    files.sort_unstable();
    for (place, (_, index)) in files.iter().take(TRIED).enumerate() {
        let mut entry = archive.by_index_decrypt(*index, PASSWORD.as_bytes()).map_err(|error| refused_zip(&error))?;
        if place == 0 {
            read_on(&mut entry)?;
        }
    }
    if files.is_empty() {
        return Err(ArchiveRefused::Empty);
    }
    Ok(LabArchive { format: ArchiveFormat::Zip, files: files.len(), said_bytes })
}

const fn refused_zip(error: &ZipError) -> ArchiveRefused {
    match error {
        ZipError::InvalidPassword => ArchiveRefused::OtherPassword,
        _ => ArchiveRefused::Unreadable,
    }
}

/// What a wrong password makes of a file cannot be unpacked, or has another sum.
fn read_on(file: &mut dyn Read) -> Result<(), ArchiveRefused> {
    std::io::copy(&mut file.take(UNPACKED), &mut std::io::sink()).map_err(|_| ArchiveRefused::OtherPassword)?;
    Ok(())
}

fn seven_zip(bytes: &[u8]) -> Result<LabArchive, ArchiveRefused> {
    let password = Password::from(PASSWORD);
    let mut reader = ArchiveReader::new_with_memory_limit(Cursor::new(bytes), password, DICTIONARY)
        .map_err(|error| refused_seven_zip(&error))?;
    // The child may start no thread.
    reader.set_thread_count(1);
    let archive = reader.archive();
    if archive.files.len() > MOST_FILES {
        return Err(ArchiveRefused::ManyFiles);
    }
    let (mut files, mut said_bytes) = (0, 0_u64);
    for (index, entry) in archive.files.iter().enumerate() {
        if entry.is_directory() || !entry.has_stream() {
            continue;
        }
        if !archive.is_file_encrypted(index) {
            return Err(ArchiveRefused::NotProtected);
        }
        files += 1;
        said_bytes = said_bytes.saturating_add(entry.size());
    }
    if files == 0 {
        return Err(ArchiveRefused::Empty);
    }
    let mut read = Ok(());
    let walked = reader.for_each_entries_with_decision(|entry, file| {
        if entry.is_directory() || !entry.has_stream() {
            return Ok(EntryDecision::Continue);
        }
        read = read_on(file);
        Ok(EntryDecision::Stop)
    });
    read?;
    walked.map_err(|error| refused_seven_zip(&error))?;
    Ok(LabArchive { format: ArchiveFormat::SevenZip, files, said_bytes })
}

const fn refused_seven_zip(error: &SevenZipError) -> ArchiveRefused {
    match error {
        SevenZipError::MaybeBadPassword(_)
        | SevenZipError::PasswordRequired
        | SevenZipError::ChecksumVerificationFailed => ArchiveRefused::OtherPassword,
        _ => ArchiveRefused::Unreadable,
    }
}

#[cfg(test)]
mod tests;
