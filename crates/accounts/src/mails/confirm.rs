//! Proves the address of a registration (ACC-2).

use super::{To, link};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, token: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let mut page =
        to.page(cx, t.msg_mail_confirm_title(), t.msg_mail_confirm_lead(brand), t.msg_mail_confirm_reason(brand));
    page.button = Some((t.msg_mail_confirm_button(), link(cx, "/confirm", token)));
    page.after = vec![t.msg_mail_confirm_term(), t.msg_mail_confirm_other()];
    to.queue(cx, tx, "accounts.confirm", page).await
}
