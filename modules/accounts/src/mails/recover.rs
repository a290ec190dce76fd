//! A link to set a new password after a forgotten one (ACC-13).

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// `life`: how long the link opens.
pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, token: &str, life: i64, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.recover", to)
        .title(t.msg_mail_recover_title())
        .lead(t.msg_mail_recover_lead(brand))
        .button(t.msg_mail_recover_button(), &format!("/set-password?token={token}"))
        .after(t.msg_mail_recover_term(u32::try_from(life / MINUTE).unwrap_or(u32::MAX)))
        .after(t.msg_mail_recover_from(device_here(cx, to.lang)))
        .after(t.msg_mail_recover_other())
        .caused(caused)
        .reason(t.msg_mail_recover_reason(brand))
        .queue(tx)
        .await
}
