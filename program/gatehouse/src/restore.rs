//! `gatehouse restore`: fills an empty database from a backup, on the engine that it came from or on the other one.
//!
//! The file is read twice: first every row, count and hash is checked, whether the keys are the right ones, and whether
//! anybody changed it ([`Trusted`]); only then is the database touched. The
//! schema is made exactly as it was at the backup, all rows are stored in one transaction, and the schema is then
//! brought up to date. When anything fails before the commit, no row is stored.

use crate::backup::archive::{self, Checked};
use crate::backup::manifest::{FilesEntry, Manifest, SealState, TableEntry};
use crate::backup::{Report, Way, files, report};
use crate::config::Config;
use gatehouse_context::subject;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::copy::{Load, Shape};
use gatehouse_db::sea_orm::ConnectionTrait as _;
use gatehouse_db::{Db, Migration};
use gatehouse_files::storage::Storage;
use gatehouse_jobs::clock_watch::STANDSTILL;
use gatehouse_seal::Keys;
use std::path::{Path, PathBuf};

/// A backup that was read whole and may be restored.
pub struct Trusted {
    path: PathBuf,
    manifest: Manifest,
    /// What must be said loudly, where its mark does not prove it.
    pub warning: Option<String>,
}

impl Trusted {
    /// Reads a backup that the installation with these keys has made, and that nobody without them has changed since.
    /// Any other one is refused.
    pub async fn sealed(path: &Path, keys: &Keys) -> Result<Self, Fault> {
        let checked = archive::check(path).await?;
        refuse_other_keys(&checked, keys)?;
        match checked.manifest.seal_state(keys)? {
            SealState::Whole => Ok(Self { path: path.to_owned(), manifest: checked.manifest, warning: None }),
            SealState::Broken => Err(Fault::new(
                "the backup was changed after it was made, or its mark is another installation's: the one who changed it may have \
                 given themselves rights. Take another copy. gatehouse restore --unverified restores it all the same",
            )),
            SealState::Missing => Err(Fault::new(
                "the backup has no mark that proves that nobody changed it: it was made by an older Gatehouse, or somebody \
                 took the mark away. If you know where it has been since, restore it with --unverified",
            )),
        }
    }

    /// Reads a backup whatever its mark says. Keys that do not open it are refused still.
    pub async fn unverified(path: &Path, keys: Option<&Keys>) -> Result<Self, Fault> {
        let checked = archive::check(path).await?;
        let mut is_whole = false;
        if let Some(keys) = keys {
            refuse_other_keys(&checked, keys)?;
            is_whole = checked.manifest.seal_state(keys)? == SealState::Whole;
        }
        let warning = "NOT VERIFIED: nothing proves that this backup is as it was made. Somebody may have changed any row of \
                       it: look at the staff members and their roles, the API keys, and the audit log before you go on";
        let warning = (!is_whole).then(|| warning.to_owned());
        Ok(Self { path: path.to_owned(), manifest: checked.manifest, warning })
    }

    /// What it knows of files.
    pub const fn files(&self) -> Option<&FilesEntry> {
        self.manifest.files.as_ref()
    }

    /// When it was made.
    pub fn created_at(&self) -> &str {
        &self.manifest.created_at
    }
}

fn refuse_other_keys(checked: &Checked, keys: &Keys) -> Result<(), Fault> {
    match &checked.proof {
        Some((version, wrapped)) if !subject::is_proof(keys, *version, wrapped) => Err(Fault::new(
            "gatehouse.keys is not the one of the installation that was backed up, or lacks its newest master key: with it \
             nothing in the backup could be read. Put the right one there first",
        )),
        _ => Ok(()),
    }
}

/// Reads the backup `from` for the installation of `config`, and refuses before anything begins: without the key files of
/// the installation that it came from, as what is sealed in it opens with no other `gatehouse.keys`, and products trust no
/// other root key; and one that somebody has changed, unless `unverified`. A backup never holds key files; only an
/// unverified one without sealed contents needs none.
pub async fn examine(config: &Config, from: &Path, unverified: bool) -> Result<Trusted, Fault> {
    let key_file = config.key_file();
    if !key_file.exists() {
        // Said after the file was looked at: one that is no backup needs no keys.
        let named = archive::verify(from).await?;
        let has_sealed = named.tables.iter().any(|table| table.name == "subject_key" && table.rows > 0);
        if has_sealed || !unverified {
            return Err(Fault::new(format!(
                "{} is missing: put the one of the installation that was backed up there first; without it the restored \
                 database cannot be read, nor the backup proven",
                key_file.display()
            )));
        }
    }
    let keys = Keys::read(&key_file)?;
    let trusted = match &keys {
        Some(keys) if !unverified => Trusted::sealed(from, keys).await?,
        _ => Trusted::unverified(from, keys.as_ref()).await?,
    };
    let has_rows = |name: &str| trusted.manifest.tables.iter().any(|table| table.name == name && table.rows > 0);
    let (private, public) = (config.root_key_file(), config.root_public_file());
    if has_rows("signing_key") && !public.exists() && !private.exists() {
        return Err(Fault::new(format!(
            "{} is missing: put the one of the installation that was backed up there first; products trust no other root key",
            public.display()
        )));
    }
    Ok(trusted)
}

/// Restores a backup into the database, which must have no rows, and none of the migrations that the
/// backup does not have. `steps` are the migrations that the program knows; a backup with others was made by a
/// newer program and is refused.
pub async fn restore(db: &Db, steps: &[Migration], backup: &Trusted) -> Result<Report, Fault> {
    let (manifest, from) = (&backup.manifest, &backup.path);
    refuse_unfit(db, steps, backup).await?;
    restore_rows(db, steps, manifest, from).await
}

/// Puts the files of a backup into the storage, before the rows: rows are stored once, files can be put there again. Returns how
/// many there were that the storage did not have. Refuses what [`restore`] would refuse.
pub async fn restore_files(
    db: &Db,
    steps: &[Migration],
    backup: &Trusted,
    storage: &dyn Storage,
) -> Result<u64, Fault> {
    refuse_unfit(db, steps, backup).await?;
    files::restore(&backup.path, &backup.manifest, storage).await
}

async fn refuse_unfit(db: &Db, steps: &[Migration], backup: &Trusted) -> Result<(), Fault> {
    let manifest = &backup.manifest;
    if !manifest.steps.iter().all(|version| steps.iter().any(|step| step.version == *version)) {
        return Err(Fault::new(format!(
            "the backup was made by a newer Gatehouse ({}); restore it with that version",
            manifest.gatehouse
        )));
    }
    refuse_used(db, manifest).await
}

async fn restore_rows(db: &Db, steps: &[Migration], manifest: &Manifest, from: &Path) -> Result<Report, Fault> {
    let known: Vec<Migration> = steps.iter().filter(|step| manifest.steps.contains(&step.version)).copied().collect();
    db.migrate(&known).await?;
    let shapes = db.snapshot().await?.shapes().await?;
    let tables = matched(manifest, &shapes)?;

    let mut load = db.load(&shapes).await?;
    for shape in &shapes {
        // Looked at again, now that nobody else can write.
        refuse_rows(load.count(shape).await? > 0)?;
    }
    fill(&mut load, manifest, &shapes, &tables, from).await?;
    for (table, shape) in &tables {
        if load.count(shape).await? != table.rows {
            return Err(Fault::new(format!("{}: not every row was stored", table.name)));
        }
        load.number_after(shape, table.last_number).await?;
    }
    load.commit().await.map_err(|fault| Fault::new(format!("the backup cannot be stored: {fault}")))?;

    db.migrate(steps).await.map_err(|fault| {
        Fault::new(format!("the rows are restored, but the schema could not be brought up to date: {fault}"))
    })?;
    // A reader at this moment keeps the log a little longer; closing empties it.
    db.checkpoint().await?;
    tracing::info!(tables = tables.len(), rows = manifest.rows(), "restored");
    Ok(report(Way::In, manifest, tokio::fs::metadata(from).await?.len()))
}

/// Ends every session and mailed link that the backup has brought back; `tables` are the modules' own. Returns how many.
pub async fn end_sessions(db: &Db, tables: &[&'static str]) -> Result<u64, Fault> {
    let tx = db.begin().await?;
    let mut ended = 0;
    for table in tables {
        // Names come from declarations in the code, never from outside.
        ended += tx.execute_unprepared(&format!("delete from {table}")).await?.rows_affected();
    }
    tx.commit().await?;
    Ok(ended)
}

/// What the operator must do after a restore: the database is as it was, and the world is not.
pub fn to_redo(backup: &Trusted, sessions_ended: bool, now: Moment) -> String {
    let mut lines = vec!["What happened since the backup is undone. Before you start the server, think of:".to_owned()];
    if !sessions_ended {
        lines.push(
            "- sessions that were ended and links that were used since are alive again: gatehouse restore --end-sessions ends \
             them all"
                .to_owned(),
        );
    }
    for line in [
        "- staff members, roles and API keys that were disabled or revoked since: do so again",
        "- licenses that were blocked and seats that were freed since: do so again",
        "- accounts that were deleted since are back, and must be deleted again",
        "- orders and codes that were issued since are gone, though their buyers have them",
    ] {
        lines.push(line.to_owned());
    }
    if backup.files().is_some_and(|files| !files.is_held && files.count > 0) {
        lines.push(
            "- files are not in the backup: bring their folder or bucket back as it was then, or later".to_owned(),
        );
    }
    let made = backup.created_at().parse::<jiff::Timestamp>().map(Moment::from);
    if made.is_ok_and(|made| now.since(made) > STANDSTILL) {
        lines.push(
            "- the backup is older than three days: nothing is erased and no planned block is put into force until you have \
             looked at this machine's clock and run gatehouse clock confirm"
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// Refuses before anything is changed.
async fn refuse_used(db: &Db, manifest: &Manifest) -> Result<(), Fault> {
    let mut snapshot = db.snapshot().await?;
    for shape in snapshot.shapes().await? {
        refuse_rows(snapshot.has_rows(&shape).await?)?;
    }
    if snapshot.versions().await?.iter().any(|version| !manifest.steps.contains(version)) {
        return Err(Fault::new("the database has a newer schema than the backup: restore into a new database"));
    }
    Ok(())
}

fn refuse_rows(has_rows: bool) -> Result<(), Fault> {
    if has_rows {
        return Err(Fault::new("the database is not empty: restore into a new one"));
    }
    Ok(())
}

type Pair<'a> = (&'a TableEntry, &'a Shape);

/// The backup's tables with the database's own; the same tables with the same columns, or a fault.
fn matched<'a>(manifest: &'a Manifest, shapes: &'a [Shape]) -> Result<Vec<Pair<'a>>, Fault> {
    if let Some(shape) = shapes.iter().find(|shape| !manifest.tables.iter().any(|table| table.name == shape.table)) {
        return Err(Fault::new(format!("the backup has no table {}", shape.table)));
    }
    let pair = |table: &'a TableEntry| {
        let shape = shapes.iter().find(|shape| shape.table == table.name);
        let shape = shape.ok_or_else(|| Fault::new(format!("the database has no table {}", table.name)))?;
        let same = table.columns.len() == shape.columns.len()
            && table.columns.iter().all(|column| shape.columns.contains(column));
        if same { Ok((table, shape)) } else { Err(Fault::new(format!("{}: the backup has other columns", table.name))) }
    };
    manifest.tables.iter().map(pair).collect()
}

async fn fill(
    load: &mut Load,
    manifest: &Manifest,
    shapes: &[Shape],
    tables: &[Pair<'_>],
    from: &Path,
) -> Result<(), Fault> {
    let order = load.order(shapes).await?;
    let places = order.iter().filter_map(|name| tables.iter().position(|(table, _)| table.name == *name)).collect();
    let mut batches = archive::rows(from, manifest, places);
    while let Some(batch) = batches.recv().await {
        let (place, rows) = batch?;
        let (table, shape) = tables[place];
        let stored = load.insert(shape, &table.columns, rows).await;
        stored.map_err(|fault| Fault::new(format!("the backup cannot be stored: {fault}")))?;
    }
    Ok(())
}
