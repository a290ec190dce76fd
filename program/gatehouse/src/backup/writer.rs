//! Writing the file of a backup: under another name until it is whole and on the disk.

use gatehouse_core::Fault;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// One piece of work for the thread that packs.
enum Part {
    /// Begins a file within the zip.
    Entry(String),
    /// More of that file.
    Bytes(Vec<u8>),
    /// There is no more.
    End,
}

/// A backup that is being written as `NAME.partial`. Dropped without [`Writer::finish`], it is removed; killed, it
/// stays under that name and the next backup writes over it.
pub(super) struct Writer {
    parts: mpsc::Sender<Part>,
    packed: JoinHandle<Result<u64, Fault>>,
    partial: Partial,
    target: PathBuf,
}

impl Writer {
    /// Begins the file that will be `target`, readable by its owner only. Refused while another backup to the same
    /// name runs.
    pub(super) fn create(target: &Path) -> Result<Self, Fault> {
        let Some(name) = target.file_name().filter(|_| !target.is_dir()) else {
            return Err(Fault::new(format!("{}: give the name of a file", target.display())));
        };
        let mut partial_name = name.to_owned();
        partial_name.push(".partial");
        let path = target.with_file_name(partial_name);
        let file = claim(&path).map_err(|fault| Fault::new(format!("{}: {fault}", path.display())))?;
        let (parts, queue) = mpsc::channel(8);
        let packed = tokio::task::spawn_blocking(move || pack(file, queue));
        Ok(Self { parts, packed, partial: Partial(Some(path)), target: target.to_owned() })
    }

    /// Begins a file within the backup.
    pub(super) async fn entry(&mut self, name: &str) -> Result<(), Fault> {
        self.send(Part::Entry(name.to_owned())).await
    }

    /// Adds to that file; waits while the disk is behind.
    pub(super) async fn bytes(&mut self, bytes: Vec<u8>) -> Result<(), Fault> {
        self.send(Part::Bytes(bytes)).await
    }

    /// Puts the whole file on the disk and only then under its name, in the place of an older one. Returns its
    /// length in bytes.
    pub(super) async fn finish(mut self) -> Result<u64, Fault> {
        self.send(Part::End).await?;
        let length = (&mut self.packed).await??;
        let Some(partial) = self.partial.0.take() else { return Ok(length) };
        std::fs::rename(&partial, &self.target)?;
        let folder = self.target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(length)
    }

    async fn send(&mut self, part: Part) -> Result<(), Fault> {
        if self.parts.send(part).await.is_ok() {
            return Ok(());
        }
        // The thread has ended before its time; it knows why.
        match (&mut self.packed).await? {
            Err(fault) => Err(fault),
            Ok(_) => Err(Fault::new("the backup ended before its last table")),
        }
    }
}

/// The name under which an unfinished backup lies; removed when dropped.
struct Partial(Option<PathBuf>);

impl Drop for Partial {
    fn drop(&mut self) {
        if let Some(path) = self.0.take()
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!(%error, path = %path.display(), "an unfinished backup could not be removed");
        }
    }
}

/// Opens the partial file for us alone. A lock, not the file's presence, says that another backup runs: the lock of
/// a killed one is gone.
fn claim(path: &Path) -> Result<File, Fault> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    file.try_lock().map_err(|_| Fault::new("another backup to this name is running"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        // Between opening and locking, another backup can have finished: then this is its finished file.
        if std::fs::metadata(path).map(|named| named.ino()).ok() != Some(file.metadata()?.ino()) {
            return Err(Fault::new("another backup to this name has just ended"));
        }
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    file.set_len(0)?;
    Ok(file)
}

fn pack(file: File, mut queue: mpsc::Receiver<Part>) -> Result<u64, Fault> {
    let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o600);
    let failure = Arc::new(Mutex::new(None));
    let sink = Sink { file: BufWriter::with_capacity(256 << 10, file), failure: Arc::clone(&failure) };
    let mut zip = ZipWriter::new(sink);
    loop {
        match queue.blocking_recv() {
            Some(Part::Entry(name)) => zip.start_file(name, options)?,
            Some(Part::Bytes(bytes)) => zip.write_all(&bytes)?,
            Some(Part::End) => break,
            None => return Err(Fault::new("the backup was given up")),
        }
        refuse(&failure)?;
    }
    let mut sink = zip.finish()?;
    sink.flush()?;
    refuse(&failure)?;
    let file = sink.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// What went wrong with the file, in words.
fn refuse(failure: &Mutex<Option<std::io::Error>>) -> Result<(), Fault> {
    match failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
        None => Ok(()),
        Some(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            Err(Fault::new("the disk is full: the backup was given up, and nothing of it is left"))
        }
        Some(error) => Err(Fault::new(format!("the backup cannot be written: {error}"))),
    }
}

/// The file, which keeps its first error to itself: the library of the zip would end the archive again when it is dropped,
/// and complain on stderr of what has been said already.
struct Sink {
    file: BufWriter<File>,
    failure: Arc<Mutex<Option<std::io::Error>>>,
}

impl Sink {
    fn keep<T>(&self, done: std::io::Result<T>, instead: T) -> T {
        done.unwrap_or_else(|error| {
            self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            instead
        })
    }
}

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let done = self.file.write(bytes);
        Ok(self.keep(done, bytes.len()))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let done = self.file.flush();
        self.keep(done, ());
        Ok(())
    }
}

impl std::io::Seek for Sink {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let done = self.file.seek(to);
        Ok(self.keep(done, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A device that is always full.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_said_once_and_in_words() {
        let (parts, queue) = mpsc::channel(64);
        parts.blocking_send(Part::Entry("a".to_owned())).unwrap();
        for n in 0..32_u32 {
            // What does not compress.
            let noise = (0..100_000_u32).map(|i| (i.wrapping_mul(2_654_435_761).wrapping_add(n) >> 13) as u8).collect();
            parts.blocking_send(Part::Bytes(noise)).unwrap();
        }
        parts.blocking_send(Part::End).unwrap();
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let fault = pack(full, queue).unwrap_err();
        assert!(fault.to_string().contains("the disk is full"), "{fault}");
    }
}
