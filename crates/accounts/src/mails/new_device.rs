//! Tells the owner of a sign-in from a browser that has not signed in before (ACC-10); always sent.

use super::{To, device};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let settings = &cx.app.settings;
    let lead = t.msg_mail_device_lead(to.now(cx), device(cx, to.lang));
    let mut page = to.page(cx, t.msg_mail_device_title(), lead, t.msg_mail_security_reason(&settings.brand));
    page.body = vec![t.msg_mail_device_you()];
    page.button = Some((t.msg_mail_device_button(), format!("{}/account/sessions", settings.origin)));
    page.after = vec![t.msg_mail_device_other()];
    to.queue(cx, tx, "accounts.new_device", page).await
}
