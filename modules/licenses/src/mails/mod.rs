//! What holders and buyers are told: one file per mail.

pub mod blocked;
pub mod codes;
pub(crate) mod decoy_presented;
pub mod device_activated;
pub(crate) mod key_file;
pub(crate) mod license_changed;
pub mod license_expires;
pub(crate) mod license_life;
pub(crate) mod over_use;
pub mod payment_changed;
pub(crate) mod reissued;
pub(crate) mod renewal_ahead;
pub(crate) mod renewal_asked;
pub(crate) mod renewal_switched;
pub(crate) mod seat_freed;
pub(crate) mod seller;
pub(crate) mod verified;

use gatehouse_core::Notification;

/// Those that a person gets only after switching them on.
pub(crate) const NOTIFICATIONS: &[Notification] =
    &[license_expires::NOTIFICATION, device_activated::NOTIFICATION, payment_changed::NOTIFICATION];
