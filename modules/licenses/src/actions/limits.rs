//! What devices may ask for in a short time (LIC-10), right codes too: each request of a stranger or of a bearer token that
//! can write rows has a limit, by network and by license.

use crate::model::decision::SeatFacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_guard::{Budget, Limit, TooOften, limit};

/// Well-formed codes of a network that no license has: 20 at once, then one every 30 seconds. Beyond that nothing is looked up
/// for it any more, right codes neither, so that the answers tell a guesser nothing.
const WRONG_CODES: Limit = Limit { action: "licenses.wrong_code", burst: 20, seconds_each: 30 };

/// Activations of a network, an office behind one address with all its devices among them: 300 at once, then one a second.
/// Devices of a license that come back: 20 at once, then one a minute. New devices are bounded by the
/// transfer limit, so a large license is switched on as fast as its network allows.
pub const ACTIVATIONS: Budget = Budget::of_bearer(
    Limit { action: "licenses.activation", burst: 300, seconds_each: 1 },
    Limit { action: "licenses.same_devices", burst: 20, seconds_each: 60 },
);

/// Explanations of a network: 60 at once, then one every 2 seconds. They have a count of their own, so that asking why uses up no
/// activation; a wrong code counts as a guess all the same.
pub const EXPLANATIONS: Budget =
    Budget::of_strangers(Limit { action: "licenses.explanation", burst: 60, seconds_each: 2 });

/// Seats that are given back, and renewals for which the database must be asked. Of a network, 300 at once, then one a second; of one
/// seat, 20 at once, then one a minute. A renewal from memory is not counted: it costs less than the counting.
pub const TOKENS: Budget = Budget::of_bearer(
    Limit { action: "licenses.token", burst: 300, seconds_each: 1 },
    Limit { action: "licenses.one_token", burst: 20, seconds_each: 60 },
);

/// Counts an activation of the context's network.
pub fn activation(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    ACTIVATIONS.check(cx)
}

/// Whether the context's network could activate now.
pub fn could_activate(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    ACTIVATIONS.look(cx)
}

/// Whether a device could come back to the license now.
pub fn could_come_back(cx: &Cx, license: Uuid) -> Result<Result<(), TooOften>, Fault> {
    ACTIVATIONS.look_subject(cx, &license.to_string())
}

/// Counts a device that comes back to the license.
pub fn same_devices(cx: &Cx, license: Uuid) -> Result<Result<(), TooOften>, Fault> {
    ACTIVATIONS.check_subject(cx, &license.to_string())
}

/// The facts of a device that asks for a seat: one that comes back to the license is counted.
pub fn coming_back(cx: &Cx, license: Uuid, seat: SeatFacts) -> Result<SeatFacts, Fault> {
    let too_often = if seat.returns { same_devices(cx, license)?.err() } else { None };
    Ok(SeatFacts { too_often, ..seat })
}

/// Counts a request of the bearer of this seat's token that the database must answer. One whose token is not ours costs no database.
pub fn token(cx: &Cx, activation: Uuid) -> Result<Result<(), TooOften>, Fault> {
    // The seat first: one that asks too often uses up nothing of the others behind its network.
    match TOKENS.check_subject(cx, &activation.to_string())? {
        Ok(()) => TOKENS.check(cx),
        too_often => Ok(too_often),
    }
}

/// Whether the context's network may try a code now.
pub fn may_try_code(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    limit::look(cx, WRONG_CODES)
}

/// Counts a well-formed code that no license has.
pub fn count_wrong_code(cx: &Cx) -> Result<(), Fault> {
    // What it says is said at the next try.
    let _counted = limit::check(cx, WRONG_CODES)?;
    Ok(())
}
