//! The disk and the database while the program runs: a full disk is said before it stops the work.

use gatehouse_context::App;
use gatehouse_db::DbConfig;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Less free space than this is an error, and a warning below ten times as much.
pub(crate) const LEAST_FREE: u64 = 200 << 20;
/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(15);

/// How much space there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FreeSpace {
    /// Enough.
    Enough,
    /// It will not last.
    Little,
    /// Writes are about to fail.
    None,
}

impl FreeSpace {
    /// For so many free bytes.
    pub(crate) const fn of(free: u64) -> Self {
        match free {
            0..LEAST_FREE => Self::None,
            free if free < 10 * LEAST_FREE => Self::Little,
            _ => Self::Enough,
        }
    }
}

/// Bytes that this program may still write where `path` is; `None` where the system does not say.
#[cfg(unix)]
pub(crate) fn free_space(path: &Path) -> Option<u64> {
    let space = rustix::fs::statvfs(path).ok()?;
    Some(space.f_bavail.saturating_mul(space.f_frsize))
}

/// Bytes that this program may still write where `path` is; `None` where the system does not say.
#[cfg(not(unix))]
pub(crate) fn free_space(_path: &Path) -> Option<u64> {
    None
}

/// Measures until the program stops, and says in the log when space runs low. `folder` holds the data.
pub(crate) async fn watch(app: Arc<App>, folder: PathBuf, mut stopped: watch::Receiver<bool>) {
    let mut space = FreeSpace::Enough;
    loop {
        measure_space(&app, &folder, &mut space);
        measure_pools(&app);
        // Nobody may be asking for readiness; the gauge of it shall be right all the same.
        if let Err(fault) = app.db.ready(app.clock.now()).await {
            tracing::warn!(error = %fault, "the database takes no writes");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopped.changed() => return,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "gauges are floats")]
fn measure_space(app: &App, folder: &Path, before: &mut FreeSpace) {
    let mut place = folder.to_owned();
    if let DbConfig::Sqlite(path) = app.db.config() {
        for (file, end) in [("main", ""), ("log", "-wal")] {
            let size = std::fs::metadata(format!("{}{end}", path.display())).map_or(0, |found| found.len());
            metrics::gauge!("gatehouse_database_bytes", "file" => file).set(size as f64);
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            folder.clone_into(&mut place);
        }
    }
    let Some(free) = free_space(&place) else { return };
    metrics::gauge!("gatehouse_disk_free_bytes").set(free as f64);
    let space = FreeSpace::of(free);
    if space != *before {
        let (mebibytes, place) = (free >> 20, place.display());
        match space {
            FreeSpace::None => tracing::error!(mebibytes, %place, "almost no space is free; writes will fail"),
            FreeSpace::Little => tracing::warn!(mebibytes, %place, "little space is free"),
            FreeSpace::Enough => tracing::info!(mebibytes, %place, "enough space is free again"),
        }
        *before = space;
    }
}

fn measure_pools(app: &App) {
    for pool in app.db.pool_sizes() {
        metrics::gauge!("gatehouse_database_connections", "pool" => pool.name, "state" => "open").set(pool.open);
        metrics::gauge!("gatehouse_database_connections", "pool" => pool.name, "state" => "used").set(pool.used);
    }
}

#[cfg(test)]
mod tests {
    use super::{FreeSpace, LEAST_FREE, free_space};

    /// ALL-6
    #[test]
    fn space_gets_little_before_there_is_none() {
        assert_eq!(FreeSpace::of(LEAST_FREE - 1), FreeSpace::None);
        assert_eq!(FreeSpace::of(LEAST_FREE), FreeSpace::Little);
        assert_eq!(FreeSpace::of(10 * LEAST_FREE), FreeSpace::Enough);
        assert!(free_space(&std::env::temp_dir()).is_none_or(|free| free > 0));
        assert_eq!(free_space(std::path::Path::new("no/such/place")), None);
    }
}
