//! What the tests of the client library stand on.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use gatehouse_client::{Builder, Client, DeviceFingerprint};

use crate::portal::{Portal, START};

/// A portal, a device with its own clock, and a directory for the state.
pub struct Stage {
    pub portal: Portal,
    pub directory: tempfile::TempDir,
    pub clock: Arc<AtomicI64>,
}

pub fn device(seed: u8) -> DeviceFingerprint {
    DeviceFingerprint::new((0..5).map(|index| [seed * 16 + index; 32]).collect()).unwrap()
}

impl Stage {
    pub fn new() -> Self {
        Self {
            portal: Portal::start(),
            directory: tempfile::tempdir().unwrap(),
            clock: Arc::new(AtomicI64::new(START)),
        }
    }

    pub fn builder(&self, directory: &Path, fingerprint: DeviceFingerprint) -> Builder {
        let clock = Arc::clone(&self.clock);
        Client::builder(&self.portal.url(), "lantern", self.portal.roots())
            .version("2.1")
            .language("ja")
            .device_name("workbench")
            .state_dir(directory)
            .fingerprint(fingerprint)
            .timeout(Duration::from_secs(10))
            .clock(move || clock.load(Ordering::SeqCst))
    }

    pub fn client(&self) -> Client {
        self.builder(self.directory.path(), device(1)).build().unwrap()
    }

    pub fn activated(&self) -> Client {
        let client = self.client();
        client.activate(&self.portal.code()).unwrap();
        client
    }

    /// Time passes for everybody.
    pub fn pass(&self, seconds: i64) {
        self.portal.world().now += seconds;
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn requests(&self) -> usize {
        self.portal.world().requests.len()
    }

    /// Which of the seats, in the order in which they were taken, are taken now.
    pub fn seats(&self) -> Vec<bool> {
        self.portal.world().activations.iter().map(|activation| activation.active).collect()
    }

    pub fn stored(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("license.json")).unwrap()
    }
}
