//! A bucket of an S3-compatible server. An object appears there when it is whole. What a long file left behind that was never
//! finished, the server must end itself: its parts are not among its objects.

use super::bucket_http::Server;
use super::{Blob, Found, Storage, Stored, Writing};
use axum::body::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use gatehouse_core::{Fault, Moment, Secret, async_trait};
use gatehouse_reach::Reach;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{
    GetOptions, GetRange, MultipartUpload, ObjectStore as _, ObjectStoreExt as _, PutPayload, RetryConfig,
};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a part: what a file needs in memory on its way in. Servers take at least 5 MiB and 10,000 parts, so a file may have
/// 80 GiB.
const PART: usize = 8 << 20;

/// What an operator sets.
#[derive(Clone, Debug)]
pub struct BucketSettings {
    /// The server: `https://s3.example.com`.
    pub endpoint: String,
    /// The bucket; it must be there.
    pub bucket: String,
    /// The region, as the server calls it.
    pub region: String,
    /// The id of the access key.
    pub access_key: String,
    /// The key itself.
    pub secret_key: Secret<String>,
    /// What every object's key begins with; empty: nothing.
    pub prefix: String,
    /// Certificates (PEM) that are trusted besides the well-known ones.
    pub ca: Option<PathBuf>,
}

/// A bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    store: Arc<AmazonS3>,
    prefix: String,
    place: String,
}

impl Bucket {
    /// Opens it; nothing is asked of the server yet.
    pub fn open(settings: &BucketSettings, reach: &Reach) -> Result<Self, Fault> {
        let server = reach.standing(&settings.endpoint, settings.ca.as_deref())?;
        let retry = RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() };
        let store = AmazonS3Builder::new()
            .with_http_connector(Server::new(server))
            .with_endpoint(&settings.endpoint)
            // `reach` says where that may lead.
            .with_allow_http(true)
            .with_virtual_hosted_style_request(false)
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key)
            .with_secret_access_key(settings.secret_key.expose())
            // One request each: servers differ in what they make of many.
            .with_disable_bulk_delete(true)
            .with_retry(retry)
            .build()?;
        let prefix = settings.prefix.trim_matches('/').to_owned();
        let place = format!("{}/{}/{prefix}", settings.endpoint.trim_end_matches('/'), settings.bucket);
        Ok(Self { store: Arc::new(store), prefix, place })
    }

    fn key(&self, path: &str) -> Key {
        Key::from(format!("{}/{path}", self.prefix))
    }
}

/// What the server says, as a fault. It passes where the server is away or has no room; what an operator must set right does not.
fn fault(error: object_store::Error) -> Fault {
    let is_wrong = matches!(
        error,
        object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. }
            | object_store::Error::NotSupported { .. }
            | object_store::Error::InvalidPath { .. }
    );
    let kind = if is_wrong { "refused" } else { "server" };
    metrics::counter!("gatehouse_files_faults_total", "kind" => kind).increment(1);
    let fault = Fault::from(error);
    if is_wrong { fault } else { fault.into_busy() }
}

#[async_trait]
impl Storage for Bucket {
    async fn write(&self, blob: Blob) -> Result<Box<dyn Writing>, Fault> {
        let key = self.key(&blob.path());
        Ok(Box::new(BucketWriting { store: Arc::clone(&self.store), key, held: Vec::new(), parts: None }))
    }

    async fn read(&self, blob: Blob, range: Range<u64>) -> Result<Option<Stored>, Fault> {
        let options = GetOptions { range: Some(GetRange::Bounded(range.clone())), ..GetOptions::default() };
        match self.store.get_opts(&self.key(&blob.path()), options).await {
            Ok(found) if found.range == range => Ok(Some(found.into_stream().map_err(fault).boxed())),
            Ok(_) => Err(Fault::new(format!("file {blob}: the storage has fewer bytes than were written"))),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    async fn length(&self, blob: Blob) -> Result<Option<u64>, Fault> {
        match self.store.head(&self.key(&blob.path())).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    async fn remove(&self, blob: Blob) -> Result<(), Fault> {
        match self.store.delete(&self.key(&blob.path())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }

    async fn list(&self, shard: u8) -> Result<Vec<Found>, Fault> {
        let objects = self.store.list(Some(&self.key(&format!("{shard:02x}"))));
        let found = objects.try_filter_map(|object| async move {
            let blob = object.location.filename().and_then(Blob::parse);
            let written_at = Moment(object.last_modified.timestamp_micros());
            Ok(blob.map(|blob| Found { blob, is_whole: true, written_at }))
        });
        found.try_collect().await.map_err(fault)
    }

    fn place(&self) -> String {
        self.place.clone()
    }
}

/// An object on its way in: a short one in one request, a long one in parts.
struct BucketWriting {
    store: Arc<AmazonS3>,
    key: Key,
    held: Vec<u8>,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl BucketWriting {
    async fn send_part(&mut self) -> Result<(), Fault> {
        let part = PutPayload::from(Bytes::from(std::mem::take(&mut self.held)));
        let parts = match &mut self.parts {
            Some(parts) => parts,
            None => self.parts.insert(self.store.put_multipart(&self.key).await.map_err(fault)?),
        };
        parts.put_part(part).await.map_err(fault)
    }
}

#[async_trait]
impl Writing for BucketWriting {
    async fn add(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PART { self.send_part().await } else { Ok(()) }
    }

    async fn finish(mut self: Box<Self>) -> Result<(), Fault> {
        if self.parts.is_none() {
            let whole = PutPayload::from(Bytes::from(std::mem::take(&mut self.held)));
            self.store.put(&self.key, whole).await.map_err(fault)?;
            return Ok(());
        }
        if !self.held.is_empty() {
            self.send_part().await?;
        }
        if let Some(parts) = &mut self.parts {
            parts.complete().await.map_err(fault)?;
            self.parts = None;
        }
        Ok(())
    }
}

impl Drop for BucketWriting {
    fn drop(&mut self) {
        let Some(mut parts) = self.parts.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Err(error) = parts.abort().await {
                // The rule of the bucket ends them.
                tracing::warn!(%error, "the parts of an unfinished file could not be removed");
            }
        });
    }
}
