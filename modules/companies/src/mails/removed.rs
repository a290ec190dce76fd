//! An administrator has removed a user (COM-4).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `is_gone`: their account was nothing but the company's, and is deleted.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    is_gone: bool,
) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.removed", to)
        .title(t.msg_mail_removed_title(name))
        .lead(t.msg_mail_removed_lead(name))
        .line(if is_gone { t.msg_mail_removed_gone() } else { t.msg_mail_removed_own() })
        .after(t.msg_mail_ask_administrator())
        .reason(t.msg_mail_reason_former(name))
        .queue(tx)
        .await
}
