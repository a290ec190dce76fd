//! What the module tells those above it, and what it asks them, in the same transaction.

use gatehouse_context::{Question, Signal};
use gatehouse_core::{Moment, Uuid};

/// Licenses for money were issued to somebody, or came into their account by a code: whoever knows them otherwise may stop asking.
#[derive(Clone, Debug)]
pub struct LicenseBought {
    /// Of this product.
    pub product: Uuid,
    /// The buyer's account, where one is known.
    pub account: Option<Uuid>,
    /// The buyer's address, where one is known.
    pub email: Option<String>,
}

/// A device, or a key file for one that is not known, is about to take the seat of a trial (LIC-22).
#[derive(Clone, Copy, Debug)]
pub struct TrialActivates {
    /// The trial's license.
    pub license: Uuid,
    /// Of this product.
    pub product: Uuid,
    /// The primary component of the device's fingerprint; `None`: any device may take the key file.
    pub device: Option<[u8; 32]>,
    /// When the trial ends, if it begins now.
    pub ends_at: Option<Moment>,
}

/// Whether this device had another trial of the product; asked behind [`TrialActivates`], in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct HadTrial {
    /// The trial's license, which is not another one.
    pub license: Uuid,
    /// Of this product.
    pub product: Uuid,
    /// The primary component of the device's fingerprint.
    pub device: [u8; 32],
}

impl Signal for LicenseBought {}
impl Signal for TrialActivates {}
impl Question for HadTrial {}
