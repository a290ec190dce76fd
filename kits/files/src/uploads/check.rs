//! Checksums of single requests (tus: `Upload-Checksum`).

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// What is held back until its checksum is known to be right.
pub(super) const MOST: u64 = 64 << 20;

/// What the sender says that the bytes of a request are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// SHA-1, which every server of the protocol knows.
    Sha1([u8; 20]),
    /// SHA-256.
    Sha256([u8; 32]),
}

/// The checksum of what has come of a request.
#[derive(Clone, Debug)]
pub struct Checksum {
    wanted: Wanted,
    sha1: Sha1,
    sha256: Sha256,
}

impl Checksum {
    /// Nothing has come yet.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, sha1: Sha1::new(), sha256: Sha256::new() }
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        match self.wanted {
            Wanted::Sha1(_) => self.sha1.update(bytes),
            Wanted::Sha256(_) => self.sha256.update(bytes),
        }
    }

    pub(super) fn agrees(self) -> bool {
        match self.wanted {
            Wanted::Sha1(wanted) => self.sha1.finalize()[..] == wanted,
            Wanted::Sha256(wanted) => self.sha256.finalize()[..] == wanted,
        }
    }
}
