//! How long things live, in microseconds, and how much there may be of them.

use gatehouse_core::{DAY, HOUR, MINUTE, SECOND};

/// A code (RFC 6749 §4.1.2 recommends ten minutes at the most; RFC 9700 asks for a short life).
pub const CODE: i64 = MINUTE;
/// An access token.
pub const ACCESS: i64 = 15 * MINUTE;
/// An ID token.
pub const ID_TOKEN: i64 = 15 * MINUTE;
/// A logout token (Back-Channel Logout §2.4 recommends two minutes).
pub const LOGOUT_TOKEN: i64 = 2 * MINUTE;
/// A pushed request until a browser brings it.
pub const PUSHED: i64 = 90 * SECOND;
/// A request while its person signs in, or registers first.
pub const REQUEST: i64 = HOUR;
/// A refresh token without use.
pub const REFRESH_IDLE: i64 = 90 * DAY;
/// All refresh tokens of one sign-in.
pub const OFFLINE: i64 = 365 * DAY;
/// A sign-in without refresh tokens: as long as a session may live.
pub const ONLINE: i64 = 91 * DAY;
/// A revoked sign-in, so that a later use of its tokens is known.
pub const REVOKED: i64 = DAY;
/// How long a repeated refresh token, or device code, is answered as the first time: the answer may have been lost.
pub const GRACE: i64 = 30 * SECOND;
/// A device code.
pub const DEVICE: i64 = 10 * MINUTE;
/// Seconds between two questions of a product.
pub const PAUSE: i64 = 5;
/// A product is connected with a proof that is not older.
pub const DEVICE_PROOF: i64 = 12 * HOUR;
/// A proof of possession is this old at the most.
pub const PROOF: i64 = MINUTE;
/// A proof may come from a clock that is this far ahead.
pub const PROOF_AHEAD: i64 = 30 * SECOND;
/// A key is published for so long before it signs.
pub const KEY_PUBLISHED: i64 = DAY;
/// How long a key signs.
pub const KEY_SIGNS: i64 = 90 * DAY;
/// A key is published for so long after it signed last: until everything of it has ended, and for programs that ask who a token was of.
pub const KEY_AFTER: i64 = 7 * DAY;
/// Bytes of a body that a program sends.
pub const BODY: usize = 16 * 1024;
/// Characters of one parameter.
pub const PARAMETER: usize = 2_000;
/// Bytes of all parameters of a request: a stranger's is kept for an hour.
pub const PARAMETERS: usize = 6_000;
