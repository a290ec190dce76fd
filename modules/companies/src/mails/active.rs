//! A company account is active (COM-13): for its new owner or user.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `word`: the company's, in addresses.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, word: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "companies.active", to)
        .title(t.msg_mail_active_title())
        .lead(t.msg_mail_active_lead(brand))
        .line(t.msg_mail_active_switch())
        .button(t.msg_join_to_company(), &format!("/c/{word}"))
        .reason(t.msg_mail_member_reason(brand))
        .queue(tx)
        .await
}
