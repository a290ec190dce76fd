//! Proves the address of a registration (ACC-2).

use super::{To, left_alone, link};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};
use gatehouse_mail::ledger::Caused;

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, token: &str, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let mut page =
        to.page(cx, t.msg_mail_confirm_title(), t.msg_mail_confirm_lead(brand), t.msg_mail_confirm_reason(brand));
    page.button = Some((t.msg_mail_confirm_button(), link(cx, "/confirm", token)));
    page.body = vec![t.msg_mail_confirm_elsewhere()];
    page.after = vec![t.msg_mail_confirm_term(), t.msg_mail_confirm_other(), left_alone(cx, to.lang, caused)];
    to.queue(cx, tx, "accounts.confirm", page).await
}
