//! A link to set a new password after a forgotten one (ACC-13).

use super::{To, device, link};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, token: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let mut page =
        to.page(cx, t.msg_mail_recover_title(), t.msg_mail_recover_lead(brand), t.msg_mail_recover_reason(brand));
    page.button = Some((t.msg_mail_recover_button(), link(cx, "/set-password", token)));
    page.after =
        vec![t.msg_mail_recover_term(), t.msg_mail_recover_from(device(cx, to.lang)), t.msg_mail_recover_other()];
    to.queue(cx, tx, "accounts.recover", page).await
}
