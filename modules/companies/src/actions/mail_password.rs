//! Mails a link that sets a new password: to a user whom somebody manages (COM-4), and to oneself (COM-7). The link goes to the user's own
//! mailbox only, so whoever asked for it gains nothing by it; nothing changes until it is used.

use super::target::{entered, recipient, target};
use crate::events::PASSWORD_MAILED;
use crate::mails;
use crate::model::change::may_edit;
use crate::queries::membership::Membership;
use crate::refusals::MemberRefusal;
use crate::rights::{Locked, ManageUsers, Member};
use gatehouse_accounts::actions::password_link::password_link;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, HOUR, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
use serde_json::json;

/// How long the link opens that somebody else asked for.
const OF_OTHERS: i64 = DAY;
/// How long one's own does.
const OWN: i64 = HOUR;
/// Mails to one user in a day.
const MAILS_A_DAY: i64 = 5;

/// Mails it to another user.
pub async fn mail_password(cx: &Cx, company: Uuid, member: Uuid) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    count(cx, &tx, member).await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    may_edit(by.standing()).or_refuse()?;
    let to = target(cx, &tx, &locked, member).await?;
    send(cx, &tx, &locked, &to, OF_OTHERS, by.member() == member).await?;
    tx.commit().await?;
    Ok(())
}

/// Mails it to oneself. `member`: as the page found it, for the count.
pub async fn mail_own_password(cx: &Cx, company: Uuid, member: Uuid) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    count(cx, &tx, member).await?;
    let (by, locked) = entered::<Member>(cx, &tx, company).await?;
    let to = target(cx, &tx, &locked, by.member()).await?;
    send(cx, &tx, &locked, &to, OWN, true).await?;
    tx.commit().await?;
    Ok(())
}

/// Counters before rows, as everywhere.
async fn count(cx: &Cx, tx: &Tx, member: Uuid) -> Outcome<(), MemberRefusal> {
    let counter = Counter::new(cx, "companies.password_mails", member.as_bytes(), Rule::codes(MAILS_A_DAY));
    counters::take(cx, tx, &counter).await?.map_err(MemberRefusal::MailedTooOften).or_refuse()?;
    Ok(())
}

async fn send(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    to: &Membership,
    life: i64,
    is_own: bool,
) -> Outcome<(), MemberRefusal> {
    let link = password_link(cx, tx, to.account(), life).await?.ok_or(MemberRefusal::NoSignInYet).or_refuse()?;
    let mailbox = recipient(cx, tx, to.account()).await?.ok_or(MemberRefusal::NoSignInYet).or_refuse()?;
    mails::password::queue(cx, tx, &mailbox, company.row(), &link, is_own).await?;
    let details = json!({ "member": to.member().id });
    Ok(cx.audit(tx, PASSWORD_MAILED.about(company.id()).of_account(to.account()).with(details)).await?)
}
