//! What this kit tells the audit log. What a mail changed tells the module whose it is.

use gatehouse_context::events;

events! {
    crate::texts;
    /// A mail could not be read, or nobody could place it.
    FAILED = "inbox.mail_failed" of "incoming_mail", msg_event_failed, Warn;
    RETRIED = "inbox.mail_retried" of "incoming_mail", msg_event_retried, Neutral;
    DISCARDED = "inbox.mail_discarded" of "incoming_mail", msg_event_discarded, Neutral;
    /// One that cannot be fetched stays in its mailbox.
    LEFT = "inbox.mail_left" of "incoming_mail", msg_event_left, Warn;
    /// This instance wrote it itself.
    DROPPED = "inbox.mail_dropped" of "incoming_mail", msg_event_dropped, Neutral;
}
