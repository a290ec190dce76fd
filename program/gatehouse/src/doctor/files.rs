//! The data folder, the key files and the disk.

use super::Findings;
use crate::config::Config;
use crate::disk::{FreeSpace, free_space};
use gatehouse_db::DbConfig;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

pub(super) fn examine(config: &Config, findings: &mut Findings) {
    folder(&config.data_dir, findings);
    open_files(gatehouse_listen::files::raise(), findings);
    let keys = config.key_file();
    if keys.exists() {
        if is_private(&keys) {
            findings.ok(
                "keys.mode",
                format!("{} is there, for its owner only; keep a copy apart from backups", keys.display()),
            );
        } else {
            findings.error("keys.mode", format!("others can read {}; set its mode to 0600", keys.display()));
        }
    } else {
        let text = format!(
            "{} does not exist; the first start makes it, a restored database needs the old one",
            keys.display()
        );
        findings.warning("keys.missing", text);
    }
    database(config, findings);
    let root = config.root_key_file();
    if !root.exists() {
        findings.ok("root_key.online", "the root key is not on this machine");
    } else if is_private(&root) {
        let text = format!(
            "{} is on this machine; once an issuing key is certified, move it to an offline place",
            root.display()
        );
        findings.warning("root_key.online", text);
    } else {
        findings.error("root_key.mode", format!("others can read {}; set its mode to 0600", root.display()));
    }
}

/// How many files may be open: connections of clients take most of them.
fn open_files(limit: u64, findings: &mut Findings) {
    let connections = gatehouse_listen::files::connections(limit);
    let text = format!("{limit} files may be open, so {connections} connections are taken");
    if limit < gatehouse_listen::files::FEW {
        findings
            .warning("files.limit", format!("{text}: raise the hard limit (ulimit -n, LimitNOFILE=) to 8192 or more"));
    } else {
        findings.ok("files.limit", text);
    }
}

/// The embedded database and its log: what is not sealed in them is readable to anybody who can read the files.
fn database(config: &Config, findings: &mut Findings) {
    // A setting that is not understood is said elsewhere.
    let Ok(DbConfig::Sqlite(path)) = config.database() else { return };
    let files = ["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", path.display())));
    let open: Vec<String> =
        files.iter().filter(|file| file.exists() && !is_private(file)).map(|file| file.display().to_string()).collect();
    if !open.is_empty() {
        findings.error("database.mode", format!("others can read {}; set the mode to 0600", open.join(", ")));
    } else if path.exists() {
        findings.ok("database.mode", format!("{} is for its owner only", path.display()));
    }
}

fn folder(path: &Path, findings: &mut Findings) {
    if !path.exists() {
        findings
            .warning("data_dir.missing", format!("{} does not exist yet; the first start makes it", path.display()));
        return;
    }
    let probe = path.join(".gatehouse-doctor");
    let written =
        OpenOptions::new().write(true).create_new(true).open(&probe).and_then(|_| std::fs::remove_file(&probe));
    match written {
        Ok(()) => findings.ok("data_dir.write", format!("{} can be written", path.display())),
        Err(error) => findings.error("data_dir.write", format!("{} cannot be written: {error}", path.display())),
    }
    let Some(free) = free_space(path) else { return };
    let mebibytes = free >> 20;
    match FreeSpace::of(free) {
        FreeSpace::None => {
            findings.error("disk.space", format!("only {mebibytes} MiB are free for {}", path.display()));
        }
        FreeSpace::Little => findings.warning("disk.space", format!("{mebibytes} MiB are free for {}", path.display())),
        FreeSpace::Enough => findings.ok("disk.space", format!("{mebibytes} MiB are free")),
    }
}

#[cfg(unix)]
pub(super) fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 == 0)
}

#[cfg(not(unix))]
pub(super) fn is_private(_path: &Path) -> bool {
    true
}
