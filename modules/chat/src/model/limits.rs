//! What a chat has at the most.

use gatehouse_core::{DAY, MINUTE};

/// Characters of one message.
pub const MOST_TEXT: usize = 4_000;
/// Messages of one chat, those of the program among them.
pub const MOST_MESSAGES: i64 = 2_000;
/// Messages that a page shows; earlier ones stand on pages of their own.
pub const SHOWN: u64 = 200;
/// Chats that wait at a time. Whoever comes then is led to the form.
pub const MOST_WAITING: u64 = 100;
/// Those of people without an account among them: they keep nobody who has one from asking.
pub const MOST_VISITORS_WAITING: u64 = 60;
/// Files of one chat.
pub const MOST_FILES: u64 = 20;
/// Files of somebody without an account before one of the staff has joined.
pub const MOST_BEFORE: u64 = 3;
/// Files of all of those in an hour: 5 GB.
pub const MOST_OF_STRANGERS: i64 = 200;
/// Bytes of one file.
pub const MOST_BYTES: u64 = 25 << 20;
/// Without a message for so long a chat ends by itself.
pub const QUIET: i64 = 30 * MINUTE;
/// Days that a chat is kept after its last message.
pub const KEPT_DAYS: i64 = 90;
/// The same in microseconds.
pub const KEPT: i64 = KEPT_DAYS * DAY;
/// Pages that hear what is said, on one node.
pub const MOST_LISTENERS: usize = 4_000;
/// Pages of customers among them: the rest is for staff.
pub const MOST_OF_CUSTOMERS: usize = 3_400;
/// Pages of its customer that hear one chat, on one node.
pub const MOST_OF_CHAT: usize = 8;
/// Pages that hear one chat, those of staff among them: its customer keeps none of these from hearing it.
pub const MOST_WITH_STAFF: usize = 24;
/// Pages of the console that hear of all chats, on one node.
pub const MOST_OF_DESK: usize = 500;
