//! A company's directory names somebody who has an account of their own: whether they come is theirs to decide (COM-14).

use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &str, caused: &Caused) -> Result<(), Fault> {
    let t = texts(to.lang);
    Letter::new(cx, "companies.directory_invites", to)
        .title(t.msg_mail_directory_invites_title(company))
        .lead(t.msg_mail_directory_invites_lead(company))
        .button(t.msg_mail_directory_invites_button(), crate::pages::JOINING)
        .after(t.msg_mail_directory_invites_after())
        .caused(caused)
        .reason(t.msg_mail_directory_invites_reason(company))
        .queue(tx)
        .await
}
