//! An administrator or the directory has removed a user (COM-4, COM-14).

use crate::signals::Ended;
use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `ended`: who removed them; `is_gone`: their account was nothing but the company's, and is deleted.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    (ended, is_gone): (Ended, bool),
) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    let lead = match ended {
        Ended::ByDirectory => t.msg_mail_removed_lead_directory(name),
        _ => t.msg_mail_removed_lead(name),
    };
    Letter::new(cx, "companies.removed", to)
        .title(t.msg_mail_removed_title(name))
        .lead(lead)
        .line(if is_gone { t.msg_mail_removed_gone() } else { t.msg_mail_removed_own() })
        .after(t.msg_mail_ask_administrator())
        .reason(t.msg_mail_reason_former(name))
        .queue(tx)
        .await
}
