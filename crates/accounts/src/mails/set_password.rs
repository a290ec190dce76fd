//! A link to set the first password: after a purchase, or when an account was made for the person (ACC-3).

use super::{To, link};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, token: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let mut page = to.page(cx, t.msg_mail_set_title(), t.msg_mail_set_lead(brand), t.msg_mail_set_reason(brand));
    page.button = Some((t.msg_mail_set_button(), link(cx, "/set-password", token)));
    page.after = vec![t.msg_mail_set_term()];
    to.queue(cx, tx, "accounts.set_password", page).await
}
