//! What clerks write about an order or to the holder of a license, under seal (PRI-13): such words name people. Each under
//! the order's key and bound to its row, so that a dump shows none. They go with the buyer ([`crate::actions::forget_buyer`]).

use crate::tables::{license, license_note, purchase, verification};
use gatehouse_approval::table as proposal;
use gatehouse_context::old_columns::{Empty, OldColumn};
use gatehouse_core::{Fault, Personal, Random, Uuid};
use gatehouse_seal::SubjectKey;

/// The columns that held them as plain text before.
pub const OLD: [OldColumn; 2] = [
    OldColumn { table: "purchase", old: "note", empty: Empty::Text, sealed: "note_sealed", subject: Some("id") },
    OldColumn {
        table: "license",
        old: "block_note",
        empty: Empty::Null,
        sealed: "block_note_sealed",
        subject: Some("purchase_id"),
    },
];
/// The name of that move.
pub const SEALED: &str = "licenses.notes";

const ORDER: &str = "purchase.note_sealed";
const BLOCK: &str = "license.block_note_sealed";
const STAFF: &str = "license_note.text_sealed";
const PROPOSAL: &str = "proposal.words_sealed";
const DECLINED: &str = "proposal.reason_sealed";
const VERIFIED: &str = "verification.words_sealed";

/// Seals the note of an order; an empty one is none.
pub(crate) fn seal_of_order(
    random: &dyn Random,
    key: &SubjectKey,
    order: Uuid,
    note: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    if note.is_empty() { Ok(None) } else { key.seal(random, ORDER, order, note.as_bytes()).map(Some) }
}

/// Seals the words to the holder of a blocked license.
pub(crate) fn seal_of_block(
    random: &dyn Random,
    key: &SubjectKey,
    license: Uuid,
    note: &str,
) -> Result<Vec<u8>, Fault> {
    key.seal(random, BLOCK, license, note.as_bytes())
}

/// Seals what a member of the staff notes about a license.
pub(crate) fn seal_of_staff(random: &dyn Random, key: &SubjectKey, note: Uuid, text: &str) -> Result<Vec<u8>, Fault> {
    key.seal(random, STAFF, note, text.as_bytes())
}

/// What a member of the staff noted about a license.
pub(crate) fn of_staff(key: &SubjectKey, note: &license_note::Model) -> Option<Personal<String>> {
    readable(key.open_text(STAFF, note.id, &note.text_sealed), note.id)
}

/// The note of an order; `None` when there is none.
pub(crate) fn of_order(key: &SubjectKey, order: &purchase::Model) -> Option<Personal<String>> {
    readable(key.open_text(ORDER, order.id, order.note_sealed.as_ref()?), order.id)
}

/// The words to the holder of a blocked license; `None` when there are none, or the order's key is gone.
pub(crate) fn of_block(key: Option<&SubjectKey>, license: &license::Model) -> Option<Personal<String>> {
    readable(key?.open_text(BLOCK, license.id, license.block_note_sealed.as_ref()?), license.id)
}

/// Seals the words to holders that wait with a proposal.
pub(crate) fn seal_of_proposal(
    random: &dyn Random,
    key: &SubjectKey,
    proposal: Uuid,
    words: &str,
) -> Result<Vec<u8>, Fault> {
    key.seal(random, PROPOSAL, proposal, words.as_bytes())
}

/// Seals why a proposal was declined.
pub(crate) fn seal_of_decline(
    random: &dyn Random,
    key: &SubjectKey,
    proposal: Uuid,
    reason: &str,
) -> Result<Vec<u8>, Fault> {
    key.seal(random, DECLINED, proposal, reason.as_bytes())
}

/// Seals a clerk's words to who added a license that was declined.
pub(crate) fn seal_of_verification(
    random: &dyn Random,
    key: &SubjectKey,
    verification: Uuid,
    words: &str,
) -> Result<Vec<u8>, Fault> {
    key.seal(random, VERIFIED, verification, words.as_bytes())
}

/// A clerk's words to who added a license that was declined.
pub(crate) fn of_verification(key: &SubjectKey, row: &verification::Model) -> Option<Personal<String>> {
    readable(key.open_text(VERIFIED, row.id, row.words_sealed.as_ref()?), row.id)
}

/// The words to holders that wait with a proposal.
pub(crate) fn of_proposal(key: &SubjectKey, row: &proposal::Model) -> Option<Personal<String>> {
    readable(key.open_text(PROPOSAL, row.id, row.words_sealed.as_ref()?), row.id)
}

/// Why a proposal was declined.
pub(crate) fn of_decline(key: &SubjectKey, row: &proposal::Model) -> Option<Personal<String>> {
    readable(key.open_text(DECLINED, row.id, row.reason_sealed.as_ref()?), row.id)
}

/// A note that was changed in the database keeps no page from being shown.
fn readable(opened: Result<String, Fault>, row: Uuid) -> Option<Personal<String>> {
    opened
        .inspect_err(|fault| tracing::error!(%row, %fault, "a note does not open, and is left out"))
        .ok()
        .map(Personal)
}
