//! Where files are: whether they can be written, read and removed, and whether those that the database names are there.

use super::Findings;
use super::files::is_private;
use crate::config::Config;
use crate::disk::{FreeSpace, free_space};
use futures::TryStreamExt as _;
use gatehouse_core::{Fault, SystemRandom};
use gatehouse_db::Db;
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use gatehouse_files::seal::sealed_length;
use gatehouse_files::storage::{Blob, Storage};
use gatehouse_files::tables::file::{Column, Entity, READY};
use gatehouse_files::tables::part;
use std::path::Path;
use std::time::Duration;

/// The storage must do its part within this.
const PATIENCE: Duration = Duration::from_secs(15);
/// What is written for a moment.
const PROBE: &[u8] = b"gatehouse doctor";
/// The newest files that are looked for.
const MOST: u64 = 200;

pub(super) async fn examine(config: &Config, findings: &mut Findings) {
    let storage = match config.reach().and_then(|reach| config.storage(&reach)) {
        Ok(storage) => storage,
        Err(fault) => return findings.error("files.setting", fault.to_string()),
    };
    if let Some(folder) = storage.folder() {
        if !folder.exists() {
            return findings
                .ok("files.folder", format!("{} does not exist yet; the first file makes it", folder.display()));
        }
        self::folder(config, folder, findings);
    } else {
        let place = storage.place();
        findings.ok("files.backup", format!("files are in {place}, and not in what gatehouse backup writes"));
    }
    scanner(config, findings).await;
    match tokio::time::timeout(PATIENCE, probe(storage.as_ref())).await {
        Ok(Ok(())) => {
            findings.ok("files.probe", format!("{} takes files, gives them back and removes them", storage.place()));
        }
        Ok(Err(fault)) => findings.error("files.probe", format!("{}: {fault}", storage.place())),
        Err(_) => findings.error("files.probe", format!("{} did not answer in time", storage.place())),
    }
}

/// Whether what people send is scanned.
async fn scanner(config: &Config, findings: &mut Findings) {
    let asked = match config.scanner() {
        Ok(Some(clamd)) => tokio::time::timeout(PATIENCE, clamd.ping()).await,
        Ok(None) if config.files_origin().is_some() => {
            let text = "what people send is not scanned, and staff open it by exception only: set files.clamd";
            return findings.warning("files.scanner", text);
        }
        Ok(None) => return,
        Err(fault) => return findings.error("files.scanner", fault.to_string()),
    };
    match asked {
        Ok(Ok(())) => findings.ok("files.scanner", "what people send is scanned before anybody opens it"),
        Ok(Err(fault)) => findings.error("files.scanner", fault.to_string()),
        Err(_) => findings.error("files.scanner", "clamd did not answer in time"),
    }
}

/// One that may lie on a disk of its own.
fn folder(config: &Config, folder: &Path, findings: &mut Findings) {
    if !is_private(folder) {
        findings.error("files.mode", format!("others can look into {}; set its mode to 0700", folder.display()));
    }
    if folder.starts_with(&config.data_dir) {
        return;
    }
    let Some(free) = free_space(folder) else { return };
    let text = format!("{} MiB are free for {}", free >> 20, folder.display());
    match FreeSpace::of(free) {
        FreeSpace::None => findings.error("files.space", format!("only {text}")),
        FreeSpace::Little => findings.warning("files.space", text),
        FreeSpace::Enough => findings.ok("files.space", text),
    }
}

/// Writes, reads and removes.
async fn probe(storage: &dyn Storage) -> Result<(), Fault> {
    let blob = Blob::random(&SystemRandom);
    let mut writing = storage.write(blob).await?;
    writing.add(PROBE).await?;
    writing.finish().await?;
    let read = storage.read(blob, 0..PROBE.len() as u64).await;
    let read = match read {
        Ok(Some(content)) => {
            content.try_fold(Vec::new(), |all, piece| async move { Ok([&all[..], &piece].concat()) }).await
        }
        Ok(None) => Ok(Vec::new()),
        Err(fault) => Err(fault),
    };
    storage.remove(blob).await?;
    match read? {
        same if same == PROBE => Ok(()),
        _ => Err(Fault::new("what is read is not what was written")),
    }
}

/// Whether the newest files are there in their length. A server is not asked so often.
pub(super) async fn stored(db: &Db, config: &Config, findings: &mut Findings) -> Result<(), Fault> {
    let storage = config.storage(&config.reach()?)?;
    if storage.folder().is_none() {
        return Ok(());
    }
    let whole = Entity::find().filter(Column::State.eq(READY)).filter(Column::Parts.is_null());
    let whole = whole.order_by_desc(Column::Id).limit(MOST).all(db.reader()).await?;
    let parts = part::Entity::find().limit(MOST).all(db.reader()).await?;
    let whole = whole.into_iter().map(|row| (row.blob, row.size));
    let all: Vec<_> = whole.chain(parts.into_iter().map(|row| (row.blob, row.size))).collect();
    let (looked, mut missing) = (all.len(), 0);
    for (blob, size) in all {
        let length = storage.length(Blob::from_id(blob)).await?;
        if length != Some(sealed_length(u64::try_from(size)?)) {
            missing += 1;
        }
    }
    if missing > 0 {
        let text = format!(
            "{missing} of the newest {looked} files are missing in {} or cut: bring the folder back",
            storage.place()
        );
        findings.error("files.stored", text);
    } else {
        findings.ok("files.stored", format!("the newest {looked} files are where they should be"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::examine;
    use crate::config::Config;
    use crate::doctor::{Findings, Level};
    use std::collections::BTreeMap;

    async fn level(config: &Config, code: &str) -> Option<Level> {
        let mut findings = Findings::default();
        examine(config, &mut findings).await;
        findings.0.iter().find(|finding| finding.code == code).map(|finding| finding.level)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_folder_is_tried_and_must_be_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("data_dir = \"{}\"", folder.path().display());
        let config = Config::parse(&text, &BTreeMap::new()).unwrap();
        let files = folder.path().join("files");
        assert_eq!(level(&config, "files.folder").await, Some(Level::Ok));
        assert!(!files.exists(), "looking makes nothing");
        std::fs::create_dir(&files).unwrap();
        assert_eq!(level(&config, "files.probe").await, Some(Level::Ok));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&files, std::fs::Permissions::from_mode(0o755)).unwrap();
            assert_eq!(level(&config, "files.mode").await, Some(Level::Error));
            std::fs::set_permissions(&files, std::fs::Permissions::from_mode(0o700)).unwrap();
            assert_eq!(level(&config, "files.mode").await, None);
        }
        std::fs::remove_dir_all(&files).unwrap();
        std::fs::write(&files, "in the way").unwrap();
        assert_eq!(level(&config, "files.probe").await, Some(Level::Error));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_does_not_answer_is_an_error_without_the_key() {
        // Port 9 of this machine: nobody listens there.
        let text = "[files.s3]\nendpoint = \"http://127.0.0.1:9\"\nbucket = \"gatehouse\"\naccess_key = \"AK\"\n\
                    secret_key = \"secret-word\"";
        let config = Config::parse(text, &BTreeMap::new()).unwrap();
        let mut findings = Findings::default();
        examine(&config, &mut findings).await;
        let probe = findings.0.iter().find(|finding| finding.code == "files.probe").unwrap();
        assert_eq!(probe.level, Level::Error);
        assert!(!probe.text.contains("secret-word"), "{}", probe.text);
    }
}
