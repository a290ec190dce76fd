//! What devices may ask for in a short time (LIC-10), right codes too: each request of a stranger or of a bearer token that
//! can write rows has a limit, by network and by license.

use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use gatehouse_guard::limit::{self, Limit, TooOften};

/// Activations of a network, an office behind one address with all its devices among them: 300 at once, then one a second.
const ACTIVATIONS: Limit = Limit { action: "licenses.activation", burst: 300, seconds_each: 1 };
/// Devices of a license that come back, or show other parts: 20 at once, then one a minute. New devices are bounded by the
/// transfer limit, so a large license is switched on as fast as its network allows.
const SAME_DEVICES: Limit = Limit { action: "licenses.same_devices", burst: 20, seconds_each: 60 };

/// Counts an activation of the context's network.
pub fn activation(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    limit::check(cx, ACTIVATIONS)
}

/// Counts a device that is known to the license and makes it write a row.
pub fn same_devices(cx: &Cx, license: Uuid) -> Result<Result<(), TooOften>, Fault> {
    limit::check_key(cx, SAME_DEVICES, &license.to_string())
}
