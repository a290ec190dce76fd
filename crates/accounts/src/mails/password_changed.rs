//! Tells the owner that his password was changed (ACC-15); always sent.

use super::{To, device};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let settings = &cx.app.settings;
    let lead = t.msg_mail_changed_lead(to.now(cx), device(cx, to.lang));
    let mut page = to.page(cx, t.msg_mail_changed_title(), lead, t.msg_mail_security_reason(&settings.brand));
    page.body = vec![t.msg_mail_changed_ended()];
    page.button = Some((t.msg_mail_changed_button(), format!("{}/forgot-password", settings.origin)));
    page.after = vec![t.msg_mail_changed_other()];
    to.queue(cx, tx, "accounts.password_changed", page).await
}
