//! The link by which a user leaves the company (COM-8).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `link`: the page with its token.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model, link: &str) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.leave", to)
        .title(t.msg_mail_leave_title(name))
        .lead(t.msg_mail_leave_lead(name))
        .button(t.msg_mail_leave_button(), link)
        .after(t.msg_mail_leave_term())
        .after(t.msg_mail_leave_other())
        .security()
        .queue(tx)
        .await
}
