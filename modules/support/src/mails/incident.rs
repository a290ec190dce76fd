//! A critical incident was opened (SUP-4): the alarm to whoever is on call, again until somebody takes it.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What the alarm says.
pub(crate) struct Alarm {
    pub number: String,
    pub kind: String,
    pub subject: String,
    pub callback: String,
    pub pages: i64,
    pub path: String,
}

/// Queues it.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, alarm: &Alarm) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "support.incident", to)
        .subject(format!("[{}] {}", alarm.number, t.msg_mail_incident_title()))
        .title(t.msg_mail_incident_title())
        .lead(t.msg_mail_incident_lead(&alarm.number, &alarm.kind))
        .facts([
            (t.msg_mail_number(), alarm.number.clone()),
            (t.msg_mail_subject(), alarm.subject.clone()),
            (t.msg_field_callback(), alarm.callback.clone()),
            (t.msg_mail_incident_pages(), alarm.pages.to_string()),
        ])
        .button(t.msg_mail_incident_take(), &alarm.path)
        .reason(t.msg_mail_incident_reason())
        .queue(tx)
        .await
}
