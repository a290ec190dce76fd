//! The manifest of a backup: what is in it, and the mark of the installation that wrote it.

use gatehouse_context::audit_seal::Head;
use gatehouse_core::Fault;
use gatehouse_db::copy::Column;
use gatehouse_seal::Keys;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// What `format` says in the manifest.
const FORMAT: &str = "gatehouse-backup";
/// The version of the format that is written, and the only one that is read.
const FORMAT_VERSION: u32 = 1;
/// The purpose of the key that marks manifests.
const MARK: &str = "backup.manifest";

/// What is in a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    format_version: u32,
    /// The version of the program that wrote it.
    pub gatehouse: String,
    /// The engine that it was read from: `sqlite` or `postgres`.
    pub engine: String,
    /// When it was begun, RFC 3339 in UTC.
    pub created_at: String,
    /// The versions of the migrations that its schema has, in order.
    pub steps: Vec<i64>,
    /// The tables, by name.
    pub tables: Vec<TableEntry>,
    /// The end of the audit log's chain: a log that was cut off later shows against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_head: Option<Head>,
    /// The HMAC-SHA-256 over the manifest without this member, in hexadecimal digits; backups of before it have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mac: Option<String>,
}

/// One table of a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableEntry {
    /// The table's name.
    pub name: String,
    /// The name of its rows' file.
    pub file: String,
    /// How many rows it has.
    pub rows: u64,
    /// The SHA-256 of the rows' file, in hexadecimal digits.
    pub sha256: String,
    /// What its rows consist of, in order.
    pub columns: Vec<Column>,
    /// The last number that the table's sequence gave out, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_number: Option<i64>,
}

impl Manifest {
    /// The manifest of a backup that is about to be written.
    pub fn new(engine: &str, created_at: String, steps: Vec<i64>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            gatehouse: env!("CARGO_PKG_VERSION").to_owned(),
            engine: engine.to_owned(),
            created_at,
            steps,
            tables: Vec::new(),
            audit_head: None,
            mac: None,
        }
    }

    /// A format that this program does not read is a fault.
    pub(super) fn expect_format(&self) -> Result<(), Fault> {
        if self.format != FORMAT {
            return Err(Fault::new("not a backup of Gatehouse"));
        }
        if self.format_version != FORMAT_VERSION {
            let (found, known) = (self.format_version, FORMAT_VERSION);
            return Err(Fault::new(format!("the backup has format {found}; this program reads format {known}")));
        }
        Ok(())
    }

    /// Puts the installation's mark on it; nothing may be changed afterwards.
    pub fn seal(&mut self, keys: &Keys) -> Result<(), Fault> {
        self.mac = None;
        let mac = self.mac_with(&keys.derive(MARK))?.finalize().into_bytes();
        self.mac = Some(hex::encode(mac));
        Ok(())
    }

    /// Whether it is as the installation with these keys wrote it.
    pub fn seal_state(&self, keys: &Keys) -> Result<SealState, Fault> {
        let Some(mac) = &self.mac else { return Ok(SealState::Missing) };
        let plain = Self { mac: None, ..self.clone() };
        // Under any pepper that the key file has: a backup outlives a rotation.
        let is_right = hex::decode(mac).is_ok_and(|mac| {
            let mut all = keys.derived(MARK).into_iter();
            all.any(|key| plain.mac_with(&key).is_ok_and(|own| own.verify_slice(&mac).is_ok()))
        });
        Ok(if is_right { SealState::Whole } else { SealState::Broken })
    }

    fn mac_with(&self, key: &[u8; 32]) -> Result<Hmac<Sha256>, Fault> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key[..])?;
        mac.update(&serde_json::to_vec(self)?);
        Ok(mac)
    }

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// What the manifest's mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealState {
    /// Nobody without the key file has changed the backup.
    Whole,
    /// It was changed, or is another installation's.
    Broken,
    /// There is none: it was made before backups were marked, or somebody took it away.
    Missing,
}
