//! What this kit tells the audit log.

use gatehouse_context::events;
use gatehouse_core::Lang;

events! {
    crate::texts;
    CREATED = "webhook.created" of "webhook", msg_event_created, Info, for Staff;
    CHANGED = "webhook.changed" of "webhook", msg_event_changed, Neutral, for Staff;
    SWITCHED_ON = "webhook.switched_on" of "webhook", msg_event_switched_on, Good, for Staff;
    SWITCHED_OFF = "webhook.switched_off" of "webhook", msg_event_switched_off, Neutral, for Staff;
    SECRET_ROTATED = "webhook.secret_rotated" of "webhook", msg_event_secret_rotated, Warn, for Staff;
    REMOVED = "webhook.removed" of "webhook", msg_event_removed, Warn, for Staff;
    TESTED = "webhook.tested" of "webhook", msg_event_tested, Neutral, for Staff;
    REPLAYED = "webhook.replayed" of "webhook", msg_event_replayed, Warn, for Staff;
    /// It failed for too long.
    BROKE = "webhook.broke" of "webhook", msg_event_broke, Bad, for Staff;
    /// It answered that nothing shall come any more.
    GONE = "webhook.gone" of "webhook", msg_event_gone, Warn, for Staff;
}

/// Why there was no answer, in words; `None` for a word that is none of this kit's.
pub fn why(lang: Lang, word: &str) -> Option<String> {
    let t = crate::texts(lang);
    Some(match word {
        "not_an_address" => t.msg_why_not_an_address(),
        "not_encrypted" => t.msg_why_not_encrypted(),
        "port" => t.msg_why_port(),
        "inside" => t.msg_why_inside(),
        "name" => t.msg_why_name(),
        "refused" => t.msg_why_refused(),
        "tls" => t.msg_why_tls(),
        "silent" => t.msg_why_silent(),
        "lost" => t.msg_why_lost(),
        "too_large" => t.msg_why_too_large(),
        _ => return None,
    })
}
