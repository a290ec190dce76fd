//! Where everything is: the programs, a temporary folder, PostgreSQL.

use gatehouse_core::Fault;
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// What every measurement works with.
pub struct Place {
    /// The program under test.
    pub program: PathBuf,
    /// This program, for the baseline's server.
    pub own: PathBuf,
    /// A PostgreSQL that may get databases of its own.
    pub postgres: Option<String>,
    /// For what runs in this process.
    pub runtime: Runtime,
    folder: TempDir,
}

impl Place {
    /// Reads the environment. A missing program is refused here rather than after minutes.
    pub fn find() -> Result<Self, Fault> {
        let own = std::env::current_exe()?;
        let program =
            std::env::var_os("GATEHOUSE_BINARY").map_or_else(|| own.with_file_name("gatehouse"), PathBuf::from);
        if !program.is_file() {
            return Err(Fault::new(format!("{} is not there; build it, or run cargo xtask bench", program.display())));
        }
        if cfg!(debug_assertions) {
            eprintln!("gatehouse-bench: this is a debug build; its figures say nothing");
        }
        Ok(Self {
            program,
            own,
            postgres: std::env::var("GATEHOUSE_TEST_POSTGRES").ok().filter(|url| !url.is_empty()),
            runtime: tokio::runtime::Builder::new_multi_thread().enable_all().build()?,
            folder: tempfile::tempdir()?,
        })
    }

    /// A new empty folder; removed at the end.
    pub fn new_folder(&self, name: &str) -> Result<PathBuf, Fault> {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }
}

/// Three places behind the point.
pub fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
