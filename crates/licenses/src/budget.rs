//! What devices may ask for in a short time (LIC-10), right codes too: each request of a stranger or of a bearer token that
//! can write rows has a limit, by network and by license.

use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use gatehouse_guard::{Budget, Limit, TooOften};

/// Activations of a network, an office behind one address with all its devices among them: 300 at once, then one a second.
/// Devices of a license that come back: 20 at once, then one a minute. New devices are bounded by the
/// transfer limit, so a large license is switched on as fast as its network allows.
const ACTIVATIONS: Budget = Budget::of_bearer(
    Limit { action: "licenses.activation", burst: 300, seconds_each: 1 },
    Limit { action: "licenses.same_devices", burst: 20, seconds_each: 60 },
);

/// Counts an activation of the context's network.
pub fn activation(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    ACTIVATIONS.check(cx)
}

/// Counts a device that comes back to the license.
pub fn same_devices(cx: &Cx, license: Uuid) -> Result<Result<(), TooOften>, Fault> {
    ACTIVATIONS.check_subject(cx, &license.to_string())
}
