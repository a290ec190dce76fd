//! For which device a key file is made: for the first one that takes it, or for one that is known.

use crate::actions::activate::Activate;
use gatehouse_formats::{DeviceFingerprint, PublicKey};

/// For which device a file is asked.
#[derive(Clone, Debug)]
pub enum KeyFileFor {
    /// The first device that takes it: which of the license's files of this kind, from 1.
    AnyDevice {
        /// The number.
        copy: i64,
    },
    /// This one.
    Device(Box<BoundDevice>),
}

/// A device that a file is bound to.
#[derive(Clone, Debug)]
pub struct BoundDevice {
    /// The public half of the key that only it has; one that asks online has none.
    pub key: Option<PublicKey>,
    /// What it is recognized by.
    pub fingerprint: DeviceFingerprint,
    /// What is written down of it, as when it activates.
    pub said: Activate,
}
