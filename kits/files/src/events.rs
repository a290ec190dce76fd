//! What this kit tells the audit log. That a file came or went tells the module whose file it is.

use gatehouse_context::events;

events! {
    crate::texts;
    LEFTOVERS_REMOVED = "file.leftovers_removed" of "file", msg_event_leftovers_removed, Neutral;
    MISSING = "file.missing" of "file", msg_event_missing, Warn;
    /// The scanner found something in what somebody sent.
    INFECTED = "file.infected" of "file", msg_event_infected, Warn, for Staff;
    /// A member of the staff wanted a file that is not known to be clean.
    OPENED_UNSCANNED = "file.opened_unscanned" of "file", msg_event_opened_unscanned, Warn, for Staff;
    /// A member of the staff has sent a file that is not known to be clean, and vouches for it.
    VOUCHED = "file.vouched" of "file", msg_event_vouched, Warn, for Staff;
    LINK_MADE = "file.upload_link_made" of "upload_link", msg_event_link_made, Neutral, for Staff;
    LINK_ENDED = "file.upload_link_ended" of "upload_link", msg_event_link_ended, Neutral, for Staff;
}
