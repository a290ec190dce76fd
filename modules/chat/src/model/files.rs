//! Files of chats: what they are kept for, and to whom an upload belongs before it is there.

use super::limits::MOST_BYTES;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_files::{Kept, Purpose, Who};

/// They end with their chat, whose key seals them.
pub const FILE: Purpose =
    Purpose { word: "chat.file", most_bytes: MOST_BYTES, media: &[], kept: Kept::UntilRemoved, who: Who::Module };

/// What the uploads of one sender to one chat belong to; the customer is the chat itself.
#[must_use]
pub fn of_sender(cx: &Cx, chat: Uuid, sender: Uuid) -> Uuid {
    let hash = cx.app.keys.settled("chat.files", &[chat.as_bytes().as_slice(), sender.as_bytes()].concat());
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(first)
}
