//! Slowing down guesses (ACC-11): free tries, then ever longer waits, never a lock.

use gatehouse_core::{MINUTE, SECOND};

/// Wrong passwords for one address from one network that cost nothing, within [`WINDOW`]; also those of one known browser,
/// and those of a person who is signed in.
pub const FREE_TRIES: i64 = 10;
/// The same for one network; an office or a school shares one address.
pub const FREE_TRIES_NETWORK: i64 = 50;
/// Wrong passwords for one address from everywhere, within [`WINDOW`], beyond which sign-in asks for the human check. No
/// wait follows from them yet: strangers must not keep the owner out.
pub const FREE_TRIES_ADDRESS: i64 = 100;
/// The same, beyond which everybody without a known browser waits for that address too: whoever fails so often passes
/// the human check by program. The owner has his known browsers and the mailed link.
pub const STOP_ADDRESS: i64 = 1_000;
/// Without a wrong password for so long, counting starts anew.
pub const WINDOW: i64 = 15 * MINUTE;
/// The longest wait between two tries.
const LONGEST_WAIT: i64 = 60 * SECOND;

/// How long to wait after the `failures`-th wrong password, in microseconds: 2, 4, 8 … 60 s beyond the free tries.
pub fn wait_after(failures: i64, free: i64) -> i64 {
    if failures < free {
        return 0;
    }
    let exponent = u32::try_from((failures - free + 1).clamp(1, 6)).unwrap_or(6);
    (2_i64.pow(exponent) * SECOND).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::{FREE_TRIES, wait_after};
    use gatehouse_core::SECOND;

    /// ACC-11
    #[test]
    fn waits_grow_to_a_minute_and_no_further() {
        let waits: Vec<i64> = (9..=17).map(|n| wait_after(n, FREE_TRIES) / SECOND).collect();
        assert_eq!(waits, [0, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(wait_after(1_000_000, FREE_TRIES) / SECOND, 60);
    }
}
