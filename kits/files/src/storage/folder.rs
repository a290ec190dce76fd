//! A folder of this machine. A file is written under another name, synced, renamed, and its folder synced: it is there whole or
//! not at all, whenever the machine stops.

use super::{Blob, Found, Storage, Stored, Writing};
use axum::body::Bytes;
use futures::StreamExt as _;
use gatehouse_core::{Fault, Moment, async_trait};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use tokio::task::spawn_blocking;

/// Bytes that are written, or read, at once.
const PIECE: usize = 512 << 10;
/// Files take no more when less than this is free: the database may lie on the same disk.
const LEAST_FREE: u64 = 64 << 20;
/// What the name of an unfinished file ends with.
const UNFINISHED: &str = ".part";

/// A folder, mode 0700, with files of mode 0600 in up to 256 folders.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder; it is made with the first file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    fn part(&self, shard: u8) -> PathBuf {
        self.0.join(format!("{shard:02x}"))
    }

    fn file(&self, blob: Blob) -> PathBuf {
        self.0.join(blob.path())
    }
}

/// What the disk says, as a fault: a full one passes.
fn fault(path: &Path) -> impl Fn(io::Error) -> Fault {
    let path = path.to_owned();
    move |error| {
        let said = format!("{}: {error}", path.display());
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "full",
            ErrorKind::ReadOnlyFilesystem => "read_only",
            _ => "io",
        };
        metrics::counter!("gatehouse_files_faults_total", "kind" => kind).increment(1);
        if kind == "io" { Fault::new(said) } else { Fault::busy(said) }
    }
}

fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(UNFINISHED);
    PathBuf::from(name)
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn begin(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let is_missing = |error: &io::Error| error.kind() == ErrorKind::NotFound;
    match options.open(path) {
        Err(error) if is_missing(&error) => {
            let folder = path.parent().unwrap_or(Path::new("."));
            make_folder(folder)?;
            // The new folder's own name must last too.
            sync_folder(folder.parent().unwrap_or(Path::new(".")))?;
            options.open(path)
        }
        opened => opened,
    }
}

/// Whether so little is free that files must wait.
fn is_full(path: &Path) -> bool {
    #[cfg(unix)]
    {
        rustix::fs::statvfs(path).is_ok_and(|space| space.f_bavail.saturating_mul(space.f_frsize) < LEAST_FREE)
    }
    #[cfg(not(unix))]
    {
        let _ = (path, LEAST_FREE);
        false
    }
}

#[async_trait]
impl Storage for Folder {
    async fn write(&self, blob: Blob) -> Result<Box<dyn Writing>, Fault> {
        let target = self.file(blob);
        spawn_blocking(move || {
            let path = unfinished(&target);
            let file = begin(&path).map_err(fault(&path))?;
            let open = Open { file, unfinished: Unfinished(Some(path)), target, held: Vec::with_capacity(PIECE) };
            Ok(Box::new(FolderWriting(Some(open))) as Box<dyn Writing>)
        })
        .await?
    }

    async fn read(&self, blob: Blob, range: Range<u64>) -> Result<Option<Stored>, Fault> {
        let path = self.file(blob);
        let opened = spawn_blocking({
            let path = path.clone();
            move || match File::open(&path).and_then(|mut file| file.seek(SeekFrom::Start(range.start)).map(|_| file)) {
                Ok(file) => Ok(Some(file)),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(fault(&path)(error)),
            }
        });
        let Some(file) = opened.await?? else { return Ok(None) };
        let left = range.end.saturating_sub(range.start);
        let pieces = futures::stream::try_unfold((file, left, path), |(file, left, path)| async move {
            if left == 0 {
                return Ok(None);
            }
            let (file, piece) = spawn_blocking({
                let path = path.clone();
                move || next_piece(file, left).map_err(fault(&path))
            })
            .await??;
            let left = left - piece.len() as u64;
            Ok(Some((Bytes::from(piece), (file, left, path))))
        });
        Ok(Some(pieces.boxed()))
    }

    async fn length(&self, blob: Blob) -> Result<Option<u64>, Fault> {
        let path = self.file(blob);
        match tokio::fs::metadata(&path).await {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(fault(&path)(error)),
        }
    }

    async fn remove(&self, blob: Blob) -> Result<(), Fault> {
        let (path, folder) = (self.file(blob), self.part(blob.shard()));
        spawn_blocking(move || {
            let mut is_changed = false;
            for path in [unfinished(&path), path] {
                match std::fs::remove_file(&path) {
                    Ok(()) => is_changed = true,
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(error) => return Err(fault(&path)(error)),
                }
            }
            if is_changed { sync_folder(&folder).map_err(fault(&folder)) } else { Ok(()) }
        })
        .await?
    }

    async fn list(&self, shard: u8) -> Result<Vec<Found>, Fault> {
        let folder = self.part(shard);
        spawn_blocking(move || list(&folder).map_err(fault(&folder))).await?
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.0)
    }

    fn place(&self) -> String {
        self.0.display().to_string()
    }
}

fn next_piece(mut file: File, left: u64) -> io::Result<(File, Vec<u8>)> {
    let length = usize::try_from(left.min(PIECE as u64)).unwrap_or(PIECE);
    let mut piece = vec![0; length];
    file.read_exact(&mut piece)?;
    Ok((file, piece))
}

fn list(folder: &Path) -> io::Result<Vec<Found>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let whole = name.strip_suffix(UNFINISHED);
        // Whatever else somebody put there is not ours to remove.
        let Some(blob) = Blob::parse(whole.unwrap_or(name)) else { continue };
        let written_at = match entry.metadata().and_then(|entry| entry.modified()) {
            Ok(at) => moment_of(at),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        found.push(Found { blob, is_whole: whole.is_none(), written_at });
    }
    Ok(found)
}

fn moment_of(at: std::time::SystemTime) -> Moment {
    let since = at.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// The name of an unfinished file; removed when dropped.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take()
            && let Err(error) = std::fs::remove_file(&path)
        {
            // The daily scan finds it.
            tracing::warn!(%error, path = %path.display(), "an unfinished file could not be removed");
        }
    }
}

/// An open file, with what is not yet written of it.
struct Open {
    file: File,
    unfinished: Unfinished,
    target: PathBuf,
    held: Vec<u8>,
}

impl Open {
    fn flush(&mut self) -> Result<(), Fault> {
        if is_full(&self.target.with_file_name("")) {
            metrics::counter!("gatehouse_files_faults_total", "kind" => "full").increment(1);
            return Err(Fault::busy("almost no space is free for files"));
        }
        self.file.write_all(&self.held).map_err(fault(&self.target))?;
        self.held.clear();
        Ok(())
    }

    fn end(mut self) -> Result<(), Fault> {
        self.flush()?;
        let mut rename = || {
            self.file.sync_all()?;
            let Some(unfinished) = &self.unfinished.0 else { return Ok(()) };
            std::fs::rename(unfinished, &self.target)?;
            self.unfinished.0 = None;
            sync_folder(self.target.parent().unwrap_or(Path::new(".")))
        };
        rename().map_err(fault(&self.target))
    }
}

/// Nothing, after a fault or while the disk works: whoever is dropped meanwhile leaves the file to that work, which removes it.
struct FolderWriting(Option<Open>);

impl FolderWriting {
    fn take(&mut self) -> Result<Open, Fault> {
        self.0.take().ok_or_else(|| Fault::new("a file was written to after a fault"))
    }
}

#[async_trait]
impl Writing for FolderWriting {
    async fn add(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut open = self.take()?;
        open.held.extend_from_slice(bytes);
        if open.held.len() >= PIECE {
            open = spawn_blocking(move || open.flush().map(|()| open)).await??;
        }
        self.0 = Some(open);
        Ok(())
    }

    async fn finish(mut self: Box<Self>) -> Result<(), Fault> {
        let open = self.take()?;
        spawn_blocking(move || open.end()).await?
    }
}
