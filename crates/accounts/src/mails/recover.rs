//! A link to set a new password after a forgotten one (ACC-13).

use super::{To, device, left_alone, link};
use gatehouse_core::{Fault, MINUTE};
use gatehouse_db::{Cx, Tx};
use gatehouse_mail::ledger::Caused;

/// Queues it.
/// `life`: how long the link opens.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>, token: &str, life: i64, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let mut page =
        to.page(cx, t.msg_mail_recover_title(), t.msg_mail_recover_lead(brand), t.msg_mail_recover_reason(brand));
    page.button = Some((t.msg_mail_recover_button(), link(cx, "/set-password", token)));
    page.after = vec![
        t.msg_mail_recover_term(u32::try_from(life / MINUTE).unwrap_or(u32::MAX)),
        t.msg_mail_recover_from(device(cx, to.lang)),
        t.msg_mail_recover_other(),
        left_alone(cx, to.lang, caused),
    ];
    to.queue(cx, tx, "accounts.recover", page).await
}
