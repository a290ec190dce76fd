//! Tells the users of a double that they are in the other company now, and its owner that they came.

use crate::queries::recipients::owner;
use crate::rights::Locked;
use crate::tables::company;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Reasoned, Recipient};

/// Writes to both. `users`: the accounts of the double's users.
pub(crate) async fn tell(
    cx: &Cx,
    tx: &Tx,
    (from, into): (&Locked<'_>, &Locked<'_>),
    users: &[Uuid],
) -> Result<(), Fault> {
    let (from, into_row) = (from.row(), into.row());
    let moved = contacts::recipients(cx, &**tx, users).await?;
    let mails = moved.iter().filter_map(|to| to_user(cx, to, (from, into_row)).written().transpose());
    gatehouse_mail::queue_all(cx, tx, mails.collect::<Result<_, _>>()?).await?;
    let count = i64::try_from(users.len())?;
    if let Some(to) = owner(cx, &**tx, into.row()).await? {
        let t = crate::texts(to.lang);
        Letter::new(cx, "companies.merged", &to)
            .title(t.msg_mail_merged_into_title())
            .lead(t.msg_mail_merged_into_lead(count, from.name.as_str(), into_row.name.as_str()))
            .line(t.msg_mail_merged_into_rights())
            .button(t.msg_staff_mail_open_users(), &format!("/c/{}/users", into_row.slug))
            .reason(t.msg_staff_mail_reason_owner(into_row.name.as_str()))
            .queue(tx)
            .await?;
    }
    Ok(())
}

fn to_user<'a>(cx: &'a Cx, to: &'a Recipient, (from, into): (&company::Model, &company::Model)) -> Reasoned<'a> {
    let (t, name) = (crate::texts(to.lang), into.name.as_str());
    Letter::new(cx, "companies.merged", to)
        .title(t.msg_mail_merged_title(name))
        .lead(t.msg_mail_merged_lead(from.name.as_str(), name))
        .line(t.msg_mail_merged_rights())
        .button(t.msg_staff_mail_open_company(), &format!("/c/{}", into.slug))
        .reason(t.msg_staff_mail_reason_user(name))
}
