//! The library that lets a program's disk fail on command (`fault.c`).

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

/// A disk whose failures the test commands, for the programs started with [`Disk::variables`].
pub struct Disk {
    folder: tempfile::TempDir,
    files: &'static str,
}

impl Disk {
    /// For files whose path contains `files`.
    pub fn new(files: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The database server runs as another user.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let source = gatehouse_testkit::package().join("tests/it/storage/fault.c");
        let status = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
            .arg(folder.path().join("fault.so"))
            .arg(source)
            .arg("-ldl")
            .status()
            .expect("a C compiler, which building SQLite needs too");
        assert!(status.success());
        Self { folder, files }
    }

    /// What the environment of the program must hold.
    pub fn variables(&self) -> [(String, String); 3] {
        let text = |path: PathBuf| path.display().to_string();
        [
            ("LD_PRELOAD".to_owned(), text(self.folder.path().join("fault.so"))),
            ("FAULT_PLAN".to_owned(), text(self.plan())),
            ("FAULT_FILES".to_owned(), self.files.to_owned()),
        ]
    }

    /// From now on the disk fails: `28 w` is a full one, `5 w` one that cannot write, `5 s` one that cannot sync.
    pub fn fail(&self, plan: &str) {
        let beside = self.folder.path().join("next");
        std::fs::write(&beside, plan).unwrap();
        std::fs::rename(beside, self.plan()).unwrap();
    }

    /// From now on it works.
    pub fn work(&self) {
        std::fs::remove_file(self.plan()).unwrap();
    }

    fn plan(&self) -> PathBuf {
        self.folder.path().join("plan")
    }
}
