//! Where files are: a folder, or a bucket of an S3-compatible server.

use super::Config;
use gatehouse_core::{Fault, Secret};
use gatehouse_files::Files;
use gatehouse_files::scanning::Clamd;
use gatehouse_files::storage::{Bucket, BucketSettings, Folder, Storage};
use gatehouse_reach::{Local, Reach};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// See [`Config::files`].
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilesConfig {
    /// The folder; empty: `files` in `data_dir`. Nodes must share it.
    pub path: String,
    /// A bucket instead.
    pub s3: Option<S3Config>,
    /// The scanner of this machine for what people send: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`; empty: none.
    pub clamd: String,
}

/// See [`FilesConfig::s3`].
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// The server: `https://s3.example.com`; `http` only to this machine.
    pub endpoint: String,
    /// The bucket, which must be there.
    pub bucket: String,
    /// The region, as the server calls it.
    #[serde(default = "usual_region")]
    pub region: String,
    /// The id of the access key.
    pub access_key: String,
    /// The key itself.
    pub secret_key: Secret<String>,
    /// What the key of every object begins with; empty: nothing.
    #[serde(default)]
    pub prefix: String,
    /// Certificates (PEM) that the server's may be signed by, besides the public ones; empty: only those.
    #[serde(default)]
    pub ca: String,
}

fn usual_region() -> String {
    "us-east-1".to_owned()
}

impl Config {
    /// The folder of files, where they are in one.
    pub fn files_folder(&self) -> Option<PathBuf> {
        match (&self.files.s3, self.files.path.as_str()) {
            (Some(_), _) => None,
            (None, "") => Some(self.data_dir.join("files")),
            (None, path) => Some(PathBuf::from(path)),
        }
    }

    /// The storage of files. Nothing is made, and no server asked, before a file comes.
    pub fn storage(&self, reach: &Reach) -> Result<Arc<dyn Storage>, Fault> {
        let Some(s3) = &self.files.s3 else {
            return Ok(Arc::new(Folder::new(self.files_folder().unwrap_or_default())));
        };
        let settings = BucketSettings {
            endpoint: s3.endpoint.clone(),
            bucket: s3.bucket.clone(),
            region: s3.region.clone(),
            access_key: s3.access_key.clone(),
            secret_key: s3.secret_key.clone(),
            prefix: s3.prefix.clone(),
            ca: (!s3.ca.is_empty()).then(|| PathBuf::from(&s3.ca)),
        };
        let bucket = Bucket::open(&settings, reach).map_err(|fault| Fault::new(format!("files.s3: {fault}")))?;
        Ok(Arc::new(bucket))
    }

    /// The scanner, where there is one; it is not asked yet.
    pub fn scanner(&self) -> Result<Option<Clamd>, Fault> {
        if self.files.clamd.is_empty() {
            return Ok(None);
        }
        let place = Local::parse(&self.files.clamd).map_err(|fault| Fault::new(format!("files.clamd: {fault}")))?;
        Ok(Some(Clamd::at(place)))
    }

    /// The store of files.
    pub fn file_store(&self, reach: &Reach) -> Result<Files, Fault> {
        Ok(Files::over(self.storage(reach)?))
    }

    pub(super) fn check_files(&self, reach: &Reach) -> Result<(), Fault> {
        self.scanner()?;
        let Some(s3) = &self.files.s3 else { return Ok(()) };
        if !self.files.path.is_empty() {
            return Err(Fault::new(
                "files.path: files are in a folder or in a bucket, not in both: leave out files.path or files.s3",
            ));
        }
        // It is shown as it stands, by `config show` and `doctor` too.
        if Url::parse(&s3.endpoint).is_ok_and(|url| !url.username().is_empty() || url.password().is_some()) {
            return Err(Fault::new(
                "files.s3.endpoint: must have no name and no password; they are access_key and secret_key",
            ));
        }
        let is_name = |name: &str| {
            (3..=63).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        };
        if !is_name(&s3.bucket) {
            return Err(Fault::new("files.s3.bucket: must be 3 to 63 letters, digits, dots and hyphens"));
        }
        for (key, value) in
            [("region", &s3.region), ("access_key", &s3.access_key), ("secret_key", s3.secret_key.expose())]
        {
            if value.trim().is_empty() {
                return Err(Fault::new(format!("files.s3.{key}: must not be empty")));
            }
        }
        let is_prefix = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
        if !s3.prefix.bytes().all(is_prefix) {
            return Err(Fault::new("files.s3.prefix: may have letters, digits, dots, hyphens and slashes"));
        }
        self.storage(reach).map(drop)
    }
}
