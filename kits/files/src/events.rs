//! What this kit tells the audit log. That a file came or went tells the module whose file it is.

use gatehouse_context::events;

events! {
    crate::texts;
    LEFTOVERS_REMOVED = "file.leftovers_removed" of "file", msg_event_leftovers_removed, Neutral;
    MISSING = "file.missing" of "file", msg_event_missing, Warn;
}
