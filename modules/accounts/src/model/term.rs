//! How long things live.

use gatehouse_core::{DAY, HOUR, MINUTE};

/// Days until an unconfirmed registration is erased (ACC-2).
pub const UNCONFIRMED_DAYS: u32 = 5;
/// A confirmation link lives as long as the registration.
pub const CONFIRM: i64 = UNCONFIRMED_DAYS as i64 * DAY;
/// A link to set the first password.
pub const SET_PASSWORD: i64 = INVITED_DAYS as i64 * DAY;
/// Days until an account that waits for its first password is erased, from the last link on (ACC-3).
pub const INVITED_DAYS: u32 = 7;
/// A recovery link (ACC-13).
pub const RECOVER: i64 = 30 * MINUTE;
/// A link that attaches an account elsewhere; for a new address it is as long as the registration.
pub const ATTACH: i64 = DAY;
/// What a service answers is carried by the browser so long.
pub const SERVICE: i64 = 10 * MINUTE;
/// For so long a request that comes again is told what the first one was told, a session included.
pub const SAME_REQUEST: i64 = MINUTE;
/// A session without use ends after this.
pub const SESSION_IDLE: i64 = 14 * DAY;
/// A session ends after this at the latest.
pub const SESSION: i64 = 30 * DAY;
/// The same when the person asked to stay signed in; its idle time is as long.
pub const SESSION_KEPT: i64 = 90 * DAY;
/// `seen_at` is written at most this often.
pub const SEEN_EACH: i64 = MINUTE;
/// A browser that has not signed in for this long is new again; also the life of its cookie.
pub const DEVICE_DAYS: u32 = 365;
/// The page after a registration knows the address for this long.
pub const SENT_PAGE: i64 = DAY;
/// Live sessions of an account; beyond them the one that was used longest ago ends.
pub const MOST_SESSIONS: i64 = 20;
/// Known browsers of an account; beyond them the one that signed in longest ago is forgotten.
pub const MOST_BROWSERS: u64 = 50;
/// Mails of new devices come this far apart; what happens between is summed up.
pub const DEVICE_MAILS: i64 = HOUR;
/// A sign-in waits so long for its second step.
pub const SECOND_STEP: i64 = 10 * MINUTE;
/// Sign-ins of an account that wait for it; beyond them the oldest ends.
pub const MOST_HALF: i64 = 10;
/// A trusted browser is asked for no second step for so long.
pub const TRUST: i64 = 30 * DAY;
/// A secret that is offered for an authenticator app can be confirmed for so long.
pub const OFFER: i64 = 10 * MINUTE;
/// The link that stops a removal opens so long: longer than the removal waits.
pub const KEEP_FACTORS: i64 = 7 * DAY;
/// Days for which the mailed link takes the first factor away.
pub const UNDO_FACTOR_DAYS: u32 = 7;
/// The same as a time.
pub const UNDO_FACTOR: i64 = UNDO_FACTOR_DAYS as i64 * DAY;
/// Accounts elsewhere that were attached so long before what is undone, or since, are detached with it.
pub const UNDO_SERVICES: i64 = 72 * HOUR;
/// Days for which the archive of a person's data is kept.
pub const EXPORT_DAYS: u32 = 7;
/// A new address can be proven for so long.
pub const CHANGE_ADDRESS: i64 = DAY;
/// The old address undoes the change for so long.
pub const UNDO_ADDRESS: i64 = 72 * HOUR;
/// Days for which nobody else can take an address that an account had.
pub const RESERVED_DAYS: u32 = 30;
/// The same as a time.
pub const RESERVED: i64 = RESERVED_DAYS as i64 * DAY;
/// How long a deleted account's session is remembered as such.
pub const DELETED_SESSION: i64 = 10 * MINUTE;
