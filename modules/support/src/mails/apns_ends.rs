//! The vendor's certificate for Apple's push service ends, or has ended (SUP-8): what to renew, before nobody's request can be signed.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues it; `days`: how many are left at the most, 0: it has ended.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, ends: Moment, days: i64) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let lead = match days {
        0 => t.msg_mail_apns_ended_lead(),
        _ => t.msg_mail_apns_ends_lead(to.moment(cx, ends)),
    };
    Letter::new(cx, "support.apns_ends", to)
        .title(t.msg_mail_apns_ends_title())
        .lead(lead)
        .line(t.msg_mail_apns_ends_next())
        .reason(t.msg_mail_apns_ends_reason())
        .queue(tx)
        .await
}
