//! Somebody registered with an address that has an account: only its owner learns that (ACC-6).

use super::{To, left_alone};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};
use gatehouse_mail::ledger::Caused;

/// Queues it.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let origin = &cx.app.settings.origin;
    let mut page =
        to.page(cx, t.msg_mail_known_title(), t.msg_mail_known_lead(brand), t.msg_mail_confirm_reason(brand));
    page.button = Some((t.msg_sign_in(), format!("{origin}/sign-in")));
    page.after = vec![
        t.msg_mail_known_forgot(format!("{origin}/forgot-password")),
        t.msg_mail_known_other(),
        left_alone(cx, to.lang, caused),
    ];
    to.queue(cx, tx, "accounts.already_registered", page).await
}
