//! Passkeys of staff (ALL-8).

use gatehouse_signin::passkeys::{Passkeys, Verify};

/// A member's passkey always verifies its owner: the console is worth more than an account.
pub const PASSKEYS: Passkeys = Passkeys { purpose: "staff.passkey", of_staff: true, added: Verify::Required };
/// Passkeys of a member.
pub const MOST: u32 = 10;
