//! Where the bytes of files are: a local folder or a bucket of an S3-compatible server. Both know nothing of what they keep but
//! random names and lengths.

mod bucket;
mod bucket_http;
mod folder;

pub use bucket::{Bucket, BucketSettings};
pub use folder::Folder;

use axum::body::Bytes;
use futures::stream::BoxStream;
use gatehouse_core::{Fault, Moment, Random, Uuid, async_trait};
use std::fmt;
use std::ops::Range;

/// The random name of stored bytes. Never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(Uuid);

impl Blob {
    /// A new one.
    pub fn random(random: &dyn Random) -> Self {
        let mut bytes = [0; 16];
        random.fill(&mut bytes);
        Self(Uuid::from_bytes(bytes))
    }

    /// From its row.
    pub const fn from_id(id: Uuid) -> Self {
        Self(id)
    }

    /// As its row has it.
    pub const fn id(self) -> Uuid {
        self.0
    }

    /// From its name: 32 small hexadecimal digits.
    pub fn parse(name: &str) -> Option<Self> {
        let is_name = name.len() == 32 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_name.then(|| Uuid::parse_str(name).ok().map(Self)).flatten()
    }

    /// The part of the storage that it lies in.
    pub const fn shard(self) -> u8 {
        self.0.as_bytes()[0]
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// Its place below the storage's root: `ab/ab…`.
    pub fn path(self) -> String {
        format!("{:02x}/{self}", self.shard())
    }
}

impl fmt::Display for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.as_simple(), f)
    }
}

/// What a storage has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub blob: Blob,
    /// Whether it was written to its end.
    pub is_whole: bool,
    /// When it was last written to, by the storage's clock.
    pub written_at: Moment,
}

/// Stored bytes as they come.
pub type Stored = BoxStream<'static, Result<Bytes, Fault>>;

/// A storage. A full disk, or a server that does not answer, is a fault that passes ([`Fault::is_busy`]).
#[async_trait]
pub trait Storage: Send + Sync {
    /// Begins to write.
    async fn write(&self, blob: Blob) -> Result<Box<dyn Writing>, Fault>;
    /// The bytes of a range, which must lie within; `None` where there is no such name.
    async fn read(&self, blob: Blob, range: Range<u64>) -> Result<Option<Stored>, Fault>;
    /// How many bytes there are; `None` where there is no such name.
    async fn length(&self, blob: Blob) -> Result<Option<u64>, Fault>;
    /// Removes what is there of it, whole or not, for good; nothing is fine too.
    async fn remove(&self, blob: Blob) -> Result<(), Fault>;
    /// What lies in a part of the storage, in any order.
    async fn list(&self, shard: u8) -> Result<Vec<Found>, Fault>;
    /// The folder, where it is one of this machine.
    fn folder(&self) -> Option<&std::path::Path> {
        None
    }
    /// Where it is, for operators; no secret.
    fn place(&self) -> String;
}

/// Bytes on their way in. They are there under their name once [`Writing::finish`] has returned, and not before; dropped without
/// it, nothing is left.
#[async_trait]
pub trait Writing: Send {
    /// More of them.
    async fn add(&mut self, bytes: &[u8]) -> Result<(), Fault>;
    /// That was all: makes them last.
    async fn finish(self: Box<Self>) -> Result<(), Fault>;
}
