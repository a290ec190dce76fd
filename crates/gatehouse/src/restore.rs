//! `gatehouse restore`: fills an empty database from a backup, on the engine that it came from or on the other one.
//!
//! The file is read twice: first every row, count and hash is checked, and only then is the database touched. The
//! schema is made exactly as it was at the backup, all rows are stored in one transaction, and the schema is then
//! brought up to date. When anything fails before the commit, no row is stored.

use crate::backup::archive::{self, Manifest, TableEntry};
use crate::backup::{Report, Way, report};
use crate::config::Config;
use gatehouse_core::Fault;
use gatehouse_db::copy::{Load, Shape};
use gatehouse_db::{Db, Keys, Migration};
use std::path::Path;

/// Refuses to restore before the key files of the installation that the backup came from are in the data folder: what is
/// sealed in it opens with no other `gatehouse.keys`, and products trust no other root key. A backup never holds them;
/// one without sealed contents and without issuing keys needs none.
pub async fn require_keys(config: &Config, from: &Path) -> Result<(), Fault> {
    let manifest = archive::verify(from).await?;
    let has_rows = |name: &str| manifest.tables.iter().any(|table| table.name == name && table.rows > 0);
    let missing = |path: &Path, what: &str| {
        let path = path.display();
        Err(Fault::new(format!(
            "{path} is missing: put the one of the installation that was backed up there first; {what}"
        )))
    };
    if has_rows("subject_key") && Keys::read(&config.key_file())?.is_none() {
        return missing(&config.key_file(), "without it the restored database cannot be read");
    }
    let (private, public) = (config.root_key_file(), config.root_public_file());
    if has_rows("signing_key") && !public.exists() && !private.exists() {
        return missing(&public, "products trust no other root key");
    }
    Ok(())
}

/// Restores the backup `from` into the database, which must have no rows, and none of the migrations that the
/// backup does not have. `steps` are the migrations that the program knows; a backup with others was made by a
/// newer program and is refused.
pub async fn restore(db: &Db, steps: &[Migration], from: &Path) -> Result<Report, Fault> {
    let manifest = archive::verify(from).await?;
    if !manifest.steps.iter().all(|version| steps.iter().any(|step| step.version == *version)) {
        return Err(Fault::new(format!(
            "the backup was made by a newer Gatehouse ({}); restore it with that version",
            manifest.gatehouse
        )));
    }
    refuse_used(db, &manifest).await?;

    let known: Vec<Migration> = steps.iter().filter(|step| manifest.steps.contains(&step.version)).copied().collect();
    db.migrate(&known).await?;
    let shapes = db.snapshot().await?.shapes().await?;
    let tables = matched(&manifest, &shapes)?;

    let mut load = db.load(&shapes).await?;
    for shape in &shapes {
        // Looked at again, now that nobody else can write.
        refuse_rows(load.count(shape).await? > 0)?;
    }
    fill(&mut load, &manifest, &shapes, &tables, from).await?;
    for (table, shape) in &tables {
        if load.count(shape).await? != table.rows {
            return Err(Fault::new(format!("{}: not every row was stored", table.name)));
        }
        load.number_after(shape, table.last_number).await?;
    }
    load.commit().await?;

    db.migrate(steps).await.map_err(|fault| {
        Fault::new(format!("the rows are restored, but the schema could not be brought up to date: {fault}"))
    })?;
    db.checkpoint().await?;
    tracing::info!(tables = tables.len(), rows = manifest.rows(), "restored");
    Ok(report(Way::In, &manifest, tokio::fs::metadata(from).await?.len()))
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
        load.insert(shape, &table.columns, rows).await?;
    }
    Ok(())
}
