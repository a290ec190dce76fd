//! The link by which the owner deletes the company, and what will go (COM-11).

use crate::signals::GoesLine;
use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail. `goes`: in the recipient's language.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    link: &Secret<String>,
    ends_at: Moment,
    goes: Vec<GoesLine>,
) -> Result<(), Fault> {
    let (t, format) = (crate::texts(to.lang), to.format(cx));
    let page = format!("/c/{}/settings/delete/confirm?token={}", company.slug, link.expose());
    let facts = goes.into_iter().map(|line| (line.what, t.msg_goes_line(format.number(line.count), line.becomes)));
    Letter::new(cx, "companies.confirm_deletion", to)
        .title(t.msg_mail_delete_title())
        .lead(t.msg_mail_delete_lead(company.name.as_str()))
        .line(t.msg_mail_delete_goes())
        .facts(facts)
        .button(t.msg_mail_delete_button(), &page)
        .after(t.msg_mail_delete_after(to.moment(cx, ends_at)))
        .after(t.msg_mail_delete_not_you())
        .security()
        .queue(tx)
        .await
}
