//! An administrator or the directory has blocked a user (COM-12, COM-14).

use crate::model::states::BlockedBy;
use crate::pages::LEAVE;
use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Reasoned, Recipient};

/// Queues it to one.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    by: BlockedBy,
) -> Result<(), Fault> {
    letter(cx, to, company, by).queue(tx).await
}

/// To all whom an administrator blocks at once, some hundreds at the most.
pub(crate) async fn queue_all(cx: &Cx, tx: &Tx, all: &[Recipient], company: &company::Model) -> Result<(), Fault> {
    let mails = all.iter().filter_map(|to| letter(cx, to, company, BlockedBy::Person).written().transpose());
    gatehouse_mail::queue_all(cx, tx, mails.collect::<Result<_, _>>()?).await
}

fn letter<'a>(cx: &'a Cx, to: &'a Recipient, company: &company::Model, by: BlockedBy) -> Reasoned<'a> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    let lead =
        if by.is_by_directory() { t.msg_mail_blocked_lead_directory(name) } else { t.msg_mail_blocked_lead(name) };
    Letter::new(cx, "companies.blocked", to)
        .title(t.msg_mail_blocked_title(name))
        .lead(lead)
        .line(t.msg_mail_blocked_own())
        .after(t.msg_mail_ask_administrator())
        .after(t.msg_mail_blocked_leave(format!("{}{LEAVE}", cx.app.settings.origin)))
        .reason(t.msg_mail_reason_user(name))
}
