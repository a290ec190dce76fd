//! The files of a backup: in it as they lie in the storage, sealed, each as `files/ab/ab…`, with a list that has the length and the
//! SHA-256 of each, and whose own hash stands in the manifest.
//!
//! Which files there are say the tables `file` and `file_part` at the backup's moment. One that was removed since is not in the backup, and its
//! row ends like any other whose bytes are gone. Files in a bucket are not held: such servers have copies of their own.

use super::archive;
use super::manifest::{FilesEntry, Manifest};
use super::writer::Writer;
use futures::TryStreamExt as _;
use gatehouse_core::Fault;
use gatehouse_db::copy::{Column, Value};
use gatehouse_files::seal::sealed_length;
use gatehouse_files::storage::{Blob, Storage};
use gatehouse_files::tables::file::READY;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;
use zip::ZipArchive;

/// The tables that say which files there are: whole ones, and parts of others.
pub(super) const TABLES: [&str; 2] = ["file", "file_part"];
/// The name of the list within the backup.
const LIST: &str = "files.jsonl";
/// Bytes that are handed on at once.
const PIECE: usize = 256 << 10;
/// A line of the list that is longer is refused.
const LONGEST_LINE: u64 = 1 << 10;

/// A line of the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    blob: String,
    bytes: u64,
    sha256: String,
}

/// The bytes that the rows of the table name, and how long each file is: 24 bytes of memory for each.
#[derive(Debug, Default)]
pub(super) struct Named(BTreeMap<Blob, u64>);

impl Named {
    /// Notes what this row names: a part, or a file that came as one.
    pub(super) fn note(&mut self, columns: &[Column], row: &[Value]) {
        let value = |name: &str| row.get(columns.iter().position(|column| column.name == name)?);
        let is_named = match value("state") {
            Some(Value::Text(state)) => state == READY && !matches!(value("parts"), Some(Value::Integer(_))),
            _ => value("file_blob").is_some(),
        };
        if let (Some(Value::Bytes(id)), Some(Value::Integer(size))) = (value("blob"), value("size"))
            && is_named
            && let Ok(id) = gatehouse_core::Uuid::from_slice(id)
            && let Ok(size) = u64::try_from(*size)
        {
            self.0.insert(Blob::from_id(id), size);
        }
    }

    /// What the manifest says where the files themselves are not in the backup.
    pub(super) fn left_out(&self) -> FilesEntry {
        FilesEntry { is_held: false, count: self.0.len() as u64, ..FilesEntry::default() }
    }

    /// Writes the files and their list.
    pub(super) async fn write(self, storage: &dyn Storage, file: &mut Writer) -> Result<FilesEntry, Fault> {
        let mut entry = FilesEntry { is_held: true, file: LIST.to_owned(), ..FilesEntry::default() };
        let mut list = Vec::new();
        for (blob, size) in self.0 {
            match one(blob, size, storage, file).await? {
                Some((bytes, sha256)) => {
                    entry.count += 1;
                    entry.bytes += bytes;
                    list.push((blob, bytes, sha256));
                }
                None => entry.missing += 1,
            }
        }
        file.entry(LIST).await?;
        let (mut hash, mut piece) = (Sha256::new(), Vec::with_capacity(PIECE));
        for (blob, bytes, sha256) in list {
            let line = Line { blob: blob.to_string(), bytes, sha256: hex::encode(sha256) };
            serde_json::to_writer(&mut piece, &line)?;
            piece.push(b'\n');
            if piece.len() >= PIECE {
                hash.update(&piece);
                file.bytes(std::mem::take(&mut piece)).await?;
            }
        }
        hash.update(&piece);
        file.bytes(piece).await?;
        entry.sha256 = hex::encode(hash.finalize());
        Ok(entry)
    }
}

fn entry_of(blob: Blob) -> String {
    format!("files/{}", blob.path())
}

/// Writes one file; `None` where it was removed since, is missing or cut off.
async fn one(
    blob: Blob,
    size: u64,
    storage: &dyn Storage,
    file: &mut Writer,
) -> Result<Option<(u64, [u8; 32])>, Fault> {
    let length = storage.length(blob).await?;
    let Some(length) = length.filter(|length| *length == sealed_length(size)) else { return Ok(None) };
    let Some(mut content) = storage.read(blob, 0..length).await? else { return Ok(None) };
    file.packed_entry(&entry_of(blob)).await?;
    let mut hash = Sha256::new();
    while let Some(piece) = content.try_next().await? {
        hash.update(&piece);
        file.bytes(piece.to_vec()).await?;
    }
    Ok(Some((length, hash.finalize().into())))
}

fn damaged(what: &str, how: &str) -> Fault {
    Fault::new(format!("the backup is damaged: {what}: {how}"))
}

type Zip = ZipArchive<BufReader<File>>;

/// Reads the list, line by line.
fn lines(zip: &mut Zip, listed: &FilesEntry, mut take: impl FnMut(Line)) -> Result<(), Fault> {
    let entry = zip.by_name(&listed.file).map_err(|_| damaged(&listed.file, "missing"))?;
    let mut reader = BufReader::with_capacity(64 << 10, entry);
    let (mut hash, mut line, mut count) = (Sha256::new(), Vec::new(), 0);
    loop {
        line.clear();
        let read = (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|_| damaged(&listed.file, "cannot be unpacked"))? == 0 {
            break;
        }
        hash.update(&line);
        count += 1;
        take(serde_json::from_slice(&line).map_err(|_| damaged(&listed.file, "a line is not understood"))?);
    }
    if count != listed.count || hex::encode(hash.finalize()) != listed.sha256 {
        return Err(damaged(&listed.file, "it is not the one of the manifest"));
    }
    Ok(())
}

/// Reads one file in pieces until `take` says no; true when all of it was read and is what the list says.
fn content(zip: &mut Zip, blob: Blob, line: &Line, mut take: impl FnMut(Vec<u8>) -> bool) -> Result<bool, Fault> {
    let name = entry_of(blob);
    let mut entry = zip.by_name(&name).map_err(|_| damaged(&name, "missing"))?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let read = (&mut entry).take(PIECE as u64).read_to_end(&mut piece);
        if read.map_err(|_| damaged(&name, "cannot be unpacked"))? == 0 {
            break;
        }
        hash.update(&piece);
        bytes += piece.len() as u64;
        if bytes > line.bytes {
            break;
        }
        if !take(piece) {
            return Ok(false);
        }
    }
    if bytes != line.bytes || hex::encode(hash.finalize()) != line.sha256 {
        return Err(damaged(&name, "it is not what the list says"));
    }
    Ok(true)
}

/// The files that the manifest lists, with their lines.
fn listed(zip: &mut Zip, manifest: &Manifest) -> Result<Vec<(Blob, Line)>, Fault> {
    let mut all = Vec::new();
    if let Some(files) = manifest.files.as_ref().filter(|files| files.is_held) {
        lines(zip, files, |line| all.push(line))?;
    }
    let named = |line: Line| match Blob::parse(&line.blob) {
        Some(blob) => Ok((blob, line)),
        None => Err(damaged(LIST, "a name is none of a file")),
    };
    all.into_iter().map(named).collect()
}

/// Reads every file once; all of them are what the list says, or it is a fault.
pub(super) fn check(zip: &mut Zip, manifest: &Manifest) -> Result<(), Fault> {
    for (blob, line) in listed(zip, manifest)? {
        content(zip, blob, &line, |_| true)?;
    }
    Ok(())
}

/// A step of putting files back.
enum Step {
    Begin(Blob),
    Bytes(Vec<u8>),
    End,
}

/// Puts the files of a backup into the storage; returns how many. One that lies there whole already stays. Can be stopped and
/// done again.
pub(crate) async fn restore(path: &Path, manifest: &Manifest, storage: &dyn Storage) -> Result<u64, Fault> {
    let present = present(path, manifest, storage).await?;
    let listed = manifest.files.as_ref().filter(|files| files.is_held).map_or(0, |files| files.count);
    let left = listed.saturating_sub(present.len() as u64);
    let mut steps = steps(path, manifest, present);
    let (mut count, mut writing) = (0, None);
    while let Some(step) = steps.recv().await {
        match (step?, &mut writing) {
            (Step::Begin(blob), _) => {
                // What a killed restore has left of it.
                storage.remove(blob).await?;
                writing = Some(storage.write(blob).await?);
            }
            (Step::Bytes(piece), Some(open)) => open.add(&piece).await?,
            (Step::Bytes(_), None) => {}
            (Step::End, _) => {
                if let Some(open) = writing.take() {
                    open.finish().await?;
                    count += 1;
                }
            }
        }
    }
    if writing.is_some() || count != left {
        return Err(Fault::new("the files of the backup could not be read to their end"));
    }
    Ok(count)
}

/// Those that the storage has in the right length.
async fn present(path: &Path, manifest: &Manifest, storage: &dyn Storage) -> Result<BTreeSet<Blob>, Fault> {
    let (path, manifest) = (path.to_owned(), manifest.clone());
    let listed = tokio::task::spawn_blocking(move || listed(&mut archive::open(&path)?, &manifest)).await??;
    let mut present = BTreeSet::new();
    for (blob, line) in listed {
        if storage.length(blob).await? == Some(line.bytes) {
            present.insert(blob);
        }
    }
    Ok(present)
}

fn steps(path: &Path, manifest: &Manifest, present: BTreeSet<Blob>) -> mpsc::Receiver<Result<Step, Fault>> {
    let (sender, receiver) = mpsc::channel(8);
    let (path, manifest): (PathBuf, _) = (path.to_owned(), manifest.clone());
    tokio::task::spawn_blocking(move || {
        let send_all = || {
            let mut zip = archive::open(&path)?;
            for (blob, line) in listed(&mut zip, &manifest)? {
                if present.contains(&blob) {
                    continue;
                }
                let send = |step| sender.blocking_send(Ok(step)).is_ok();
                // When nobody listens any more, the restore has failed and has said why.
                let is_sent = send(Step::Begin(blob))
                    && content(&mut zip, blob, &line, |piece| send(Step::Bytes(piece)))?
                    && send(Step::End);
                if !is_sent {
                    break;
                }
            }
            Ok(())
        };
        if let Err(fault) = send_all() {
            // As above: without a listener there is nobody to tell.
            drop(sender.blocking_send(Err(fault)));
        }
    });
    receiver
}
