//! To which device a key file is bound (LIC-11, LIC-32).

use super::target::KeyFileFor;
use crate::model::entitlement::Entitlement;
use crate::model::license::Kind;
use crate::model::seat_refusal::SeatRefusal;
use gatehouse_context::Cx;
use gatehouse_formats::{Binding, DeviceKey, KeyClaims, SaltedDevice, ThisDevice};

/// A trial has no file for any device: on which devices the product was tried before could not be looked at (LIC-22).
pub(super) fn check(entitlement: &Entitlement, target: &KeyFileFor) -> Result<(), SeatRefusal> {
    match target {
        KeyFileFor::AnyDevice { .. } if entitlement.license.kind == Kind::Trial => Err(SeatRefusal::TrialOfOneDevice),
        _ => Ok(()),
    }
}

/// What a new file is bound to.
pub(super) fn bound(cx: &Cx, target: &KeyFileFor) -> Option<Binding> {
    let KeyFileFor::Device(device) = target else { return None };
    let mut salt = [0; 16];
    cx.app.random.fill(&mut salt);
    let jwk = device.key.as_ref().map(DeviceKey::new);
    Some(Binding { jwk, device: Some(SaltedDevice::new(&device.fingerprint, salt)) })
}

/// Whether a file is for the device that asks.
pub(super) fn fits(claims: &KeyClaims, target: &KeyFileFor) -> bool {
    match (target, &claims.cnf) {
        (KeyFileFor::AnyDevice { .. }, None) => true,
        (KeyFileFor::Device(device), Some(binding)) => {
            let asks = ThisDevice { key: device.key.as_ref(), fingerprint: &device.fingerprint };
            binding.jwk.is_some() == device.key.is_some() && binding.covers(asks)
        }
        _ => false,
    }
}
