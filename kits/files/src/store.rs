//! The store of files, as the installation has it.

use crate::storage::Storage;
use std::fmt;
use std::sync::Arc;

/// Files are put in and read here. Lies in the services.
#[derive(Clone)]
pub struct Files {
    pub(crate) storage: Arc<dyn Storage>,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.storage.place())
    }
}

impl Files {
    /// Over this storage.
    pub fn new(storage: impl Storage + 'static) -> Self {
        Self::over(Arc::new(storage))
    }

    /// Over a storage that others hold too.
    pub fn over(storage: Arc<dyn Storage>) -> Self {
        Self { storage }
    }

    /// Where the bytes are: for backups and `doctor`.
    pub fn storage(&self) -> &dyn Storage {
        self.storage.as_ref()
    }
}
