//! A ZIP that is sent while it is written.

use axum::body::Bytes;
use futures::SinkExt as _;
use futures::channel::mpsc::Sender;
use gatehouse_core::Fault;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// So much is collected before it is sent.
const PIECE: usize = 64 << 10;

/// What has been written and not been sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self, least: usize) -> Option<Bytes> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (!held.is_empty() && held.len() >= least).then(|| std::mem::take(&mut *held).into())
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The archive on its way.
pub(crate) struct Zipped {
    zip: ZipWriter<StreamWriter<Written>>,
    written: Written,
    to: Sender<Bytes>,
}

impl Zipped {
    pub fn new(to: Sender<Bytes>) -> Self {
        let written = Written::default();
        Self { zip: ZipWriter::new_stream(written.clone()), written, to }
    }

    /// Begins a file.
    pub fn begin(&mut self, name: &str) -> Result<(), Fault> {
        // Sizes of any length: how long the file will be, nobody knows yet.
        let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o600);
        Ok(self.zip.start_file(name, options)?)
    }

    /// Adds to it. Waits while the reader is slower.
    pub async fn add(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.zip.write_all(bytes)?;
        self.send(PIECE).await
    }

    /// The end of the archive.
    pub async fn end(mut self) -> Result<(), Fault> {
        self.zip.finish()?;
        match self.written.take(1) {
            Some(rest) => self.to.send(rest).await.map_err(gone),
            None => Ok(()),
        }
    }

    async fn send(&mut self, least: usize) -> Result<(), Fault> {
        match self.written.take(least) {
            Some(piece) => self.to.send(piece).await.map_err(gone),
            None => Ok(()),
        }
    }
}

fn gone(_: futures::channel::mpsc::SendError) -> Fault {
    Fault::new("nobody takes the archive any more")
}
