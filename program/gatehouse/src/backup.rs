//! `gatehouse backup`: everything in the database, and the files of the local storage, as one file, while the server runs.
//!
//! The file is the database at one moment, read in one transaction. It holds rows, not the engine's own pages, so
//! it can be restored into the other engine, and nothing that was erased before is in it (PRI-3). What is sealed
//! stays sealed: the key files (`gatehouse.keys`, `root.key`) are *not* in it. Back them up apart; without
//! `gatehouse.keys` a restored backup cannot be read.

pub mod archive;
pub(crate) mod files;
pub mod manifest;
mod noted;
mod writer;

use crate::config::Config;
use archive::MANIFEST;
use futures::TryStreamExt as _;
use gatehouse_context::subject;
use gatehouse_core::{Clock as _, Fault, SystemClock};
use gatehouse_db::copy::{Shape, Snapshot, Value};
use gatehouse_db::{Db, Engine, Migration};
use gatehouse_files::storage::Storage;
use gatehouse_seal::Keys;
use manifest::{FilesEntry, Manifest, TableEntry};
pub use noted::note;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::path::Path;
use writer::Writer;

/// Rows are handed to the packing thread in pieces of this many bytes.
const PIECE: usize = 128 << 10;

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Out of the database, or into it.
    pub way: Way,
    /// Every table with its number of rows.
    pub tables: Vec<(String, u64)>,
    /// The files, where the backup knows of any.
    pub files: Option<FilesEntry>,
    /// The length of the file in bytes.
    pub bytes: u64,
    /// When the backup was begun, RFC 3339 in UTC.
    pub created_at: String,
}

/// See [`Report::way`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A backup was written.
    Out,
    /// A backup was restored.
    In,
}

impl Report {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }

    fn files_in_words(&self) -> String {
        match &self.files {
            None | Some(FilesEntry { count: 0, missing: 0, .. }) => String::new(),
            Some(files) if !files.is_held => {
                format!(" The {} files are not in it: keep a copy of their folder or bucket beside it.", files.count)
            }
            Some(files) if files.missing > 0 => format!(
                " {} files are in it; {} that the database names are not in the storage.",
                files.count, files.missing
            ),
            Some(files) => format!(" {} files are in it.", files.count),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tables, rows, bytes, at) = (self.tables.len(), self.rows(), self.bytes, &self.created_at);
        let files = self.files_in_words();
        match self.way {
            Way::Out => write!(
                f,
                "backed up {tables} tables with {rows} rows as of {at}: {bytes} bytes.{files} \
                 The key files are not in the backup: keep gatehouse.keys and root.key apart from it."
            ),
            Way::In => write!(f, "restored {tables} tables with {rows} rows from the backup of {at}.{files}"),
        }
    }
}

/// Writes the whole database into the file `to` (mode 0600), which appears only when it is whole; an older file of
/// that name is replaced. `steps` are the migrations that the program knows: a database with none of them is
/// refused. The manifest is marked with `keys`, without which nobody can change the file unnoticed. `files`: the storage whose
/// files are to be in it. Needs memory for a few hundred rows, however large the database is, and less than 100 bytes for each file.
pub async fn backup(
    db: &Db,
    steps: &[Migration],
    keys: &Keys,
    files: Option<&dyn Storage>,
    to: &Path,
) -> Result<Report, Fault> {
    let created_at = SystemClock.now().rfc3339();
    let mut snapshot = db.snapshot().await?;
    let versions = snapshot.versions().await?;
    if !versions.iter().any(|version| steps.iter().any(|step| step.version == *version)) {
        return Err(Fault::new("there is nothing to back up: the database has no schema of Gatehouse"));
    }
    let engine = match db.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let mut manifest = Manifest::new(engine, created_at, versions);
    let mut file = Writer::create(to)?;
    let mut named = files::Named::default();
    for shape in snapshot.shapes().await? {
        let has_files = files::TABLES.contains(&shape.table.as_str());
        let note = |row: &[Value]| {
            if has_files {
                named.note(&shape.columns, row);
            }
        };
        let (entry, last) = table(&mut snapshot, &shape, &mut file, note).await?;
        if shape.table == "audit_seal" {
            manifest.audit_head = last.and_then(|row| archive::head_of(&shape.columns, &row));
        }
        manifest.tables.push(entry);
    }
    // Files may take long, and the engine keeps for an open snapshot whatever is written meanwhile.
    drop(snapshot);
    manifest.files = Some(match files {
        Some(storage) => named.write(storage, &mut file).await?,
        None => named.left_out(),
    });
    manifest.seal(keys)?;
    file.entry(MANIFEST).await?;
    file.bytes(serde_json::to_vec_pretty(&manifest)?).await?;
    let bytes = file.finish().await?;
    tracing::info!(tables = manifest.tables.len(), rows = manifest.rows(), bytes, "backed up");
    Ok(report(Way::Out, &manifest, bytes))
}

/// The keys of the installation, for marking its backups; those of another one would make a backup that is refused later.
pub async fn keys_of(config: &Config, db: &Db) -> Result<Keys, Fault> {
    let path = config.key_file();
    let Some(keys) = Keys::read(&path)? else {
        return Err(Fault::new(format!(
            "{} is missing: a backup is marked with it, so that nobody can change it unnoticed, and opens with nothing else",
            path.display()
        )));
    };
    if db.schema().await?.contains_key("subject_key") && subject::fit(db, &keys).await? == Some(false) {
        return Err(Fault::new(format!("{} does not belong to this database", path.display())));
    }
    Ok(keys)
}

/// Writes a table's rows; returns what they are, and the last of them.
async fn table(
    snapshot: &mut Snapshot,
    shape: &Shape,
    file: &mut Writer,
    mut note: impl FnMut(&[Value]),
) -> Result<(TableEntry, Option<Vec<Value>>), Fault> {
    let name = format!("tables/{}.jsonl", shape.table);
    file.entry(&name).await?;
    let (mut hash, mut count, mut piece) = (Sha256::new(), 0, Vec::with_capacity(PIECE));
    let mut last = None;
    let mut rows = snapshot.rows(shape);
    while let Some(row) = rows.try_next().await? {
        archive::encode(&row, &mut piece)?;
        note(&row);
        count += 1;
        last = Some(row);
        if piece.len() >= PIECE {
            hash.update(&piece);
            file.bytes(std::mem::replace(&mut piece, Vec::with_capacity(PIECE))).await?;
        }
    }
    drop(rows);
    hash.update(&piece);
    file.bytes(piece).await?;
    let entry = TableEntry {
        name: shape.table.clone(),
        file: name,
        rows: count,
        sha256: hex::encode(hash.finalize()),
        columns: shape.columns.clone(),
        last_number: snapshot.last_number(shape).await?,
    };
    Ok((entry, last))
}

pub(crate) fn report(way: Way, manifest: &Manifest, bytes: u64) -> Report {
    Report {
        way,
        tables: manifest.tables.iter().map(|table| (table.name.clone(), table.rows)).collect(),
        files: manifest.files.clone(),
        bytes,
        created_at: manifest.created_at.clone(),
    }
}
