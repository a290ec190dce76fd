//! An administrator has removed a user (COM-4).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.removed", to)
        .title(t.msg_mail_removed_title(name))
        .lead(t.msg_mail_removed_lead(name))
        .line(t.msg_mail_removed_own())
        .after(t.msg_mail_ask_administrator())
        .reason(t.msg_mail_reason_former(name))
        .queue(tx)
        .await
}
