//! Files of requests (SUP-5): what they are kept for, and to which message an upload belongs before it is sent.

use super::message::Audience;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_files::uploads::MOST_BYTES;
use gatehouse_files::{Kept, Purpose, Who};

/// Files of requests. They end with their request's files, by the rule of `request_file`.
pub const FILE: Purpose =
    Purpose { word: "support.file", most_bytes: MOST_BYTES, media: &[], kept: Kept::UntilRemoved, who: Who::Module };

/// The most bytes of an export that is uploaded; longer ones come by the command line.
pub const MOST_IMPORT: u64 = 32 << 20;

/// Exports of other programs, until they are stored.
pub const IMPORT: Purpose =
    Purpose { word: "support.import", most_bytes: MOST_IMPORT, media: &[], kept: Kept::Days(30), who: Who::Module };

/// What the uploads of an answer belong to while it is written: the same for this writer and this request in every window.
#[must_use]
pub fn of_answer(cx: &Cx, request: Uuid, writer: Uuid) -> Uuid {
    derived(cx, "support.answer_files", request, writer)
}

/// What the uploads of a member of the staff belong to while they write an answer, or a note: never the same, so that what was sent for a note
/// goes with no answer.
#[must_use]
pub fn of_staff(cx: &Cx, request: Uuid, staff: Uuid, audience: Audience) -> Uuid {
    let domain = match audience {
        Audience::Public => "support.staff_answer_files",
        Audience::Internal => "support.note_files",
    };
    derived(cx, domain, request, staff)
}

/// The end of a token that lets an account begin a draft with an id that a page of ours has made.
#[must_use]
pub fn draft_seal(cx: &Cx, draft: Uuid, account: Uuid) -> String {
    derived(cx, "support.new_draft", draft, account).simple().to_string()
}

fn derived(cx: &Cx, domain: &str, one: Uuid, other: Uuid) -> Uuid {
    let hash = cx.app.keys.settled(domain, &[one.as_bytes().as_slice(), other.as_bytes()].concat());
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(first)
}
