//! Blocks a user of the company, and lets them in again (COM-12). Who is blocked stays in the list and keeps their rights for later; from
//! their next request on they do not get into the company's pages. In the same transaction the invitations that they sent with rights end,
//! and the modules above end what acts in their name ([`crate::signals::MembersBlocked`]). Their own account is not affected.

use super::restate::{Restated, restate};
use super::target::{entered, recipient, target};
use crate::events::{BLOCKED, UNBLOCKED};
use crate::mails;
use crate::model::change::{may_block, may_unblock};
use crate::model::states::BlockedBy;
use crate::refusals::MemberRefusal;
use crate::rights::ManageUsers;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use serde_json::json;

/// Blocks them; nothing changes for whom an administrator blocks already. The directory's block stands beside it.
pub async fn block(cx: &Cx, company: Uuid, member: Uuid) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    let before = target(cx, &tx, &locked, member).await?;
    may_block(by.standing(), &before.standing()).or_refuse()?;
    let was = before.standing().blocked;
    if was.is_some_and(BlockedBy::is_by_person) {
        return Ok(());
    }
    let by = BlockedBy::with(was, BlockedBy::Person);
    restate(cx, &tx, &locked, &before, Restated { blocked: Some(Some(by)), ..Restated::default() }).await?;
    // Whom the directory keeps out already learns nothing new.
    if was.is_none()
        && let Some(to) = recipient(cx, &tx, before.account()).await?
    {
        mails::blocked::queue(cx, &tx, &to, locked.row(), BlockedBy::Person).await?;
    }
    let details = json!({ "member": member, "rights": before.rights().words() });
    cx.audit(&tx, BLOCKED.about(company).of_account(before.account()).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the block by administrators; whom the directory blocks too, it alone lets in.
pub async fn unblock(cx: &Cx, company: Uuid, member: Uuid) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    let before = target(cx, &tx, &locked, member).await?;
    may_unblock(by.standing(), &before.standing()).or_refuse()?;
    let Some(was) = before.standing().blocked else { return Ok(()) };
    let left = was.without(BlockedBy::Person);
    restate(cx, &tx, &locked, &before, Restated { blocked: Some(left), ..Restated::default() }).await?;
    if left.is_none()
        && let Some(to) = recipient(cx, &tx, before.account()).await?
    {
        mails::unblocked::queue(cx, &tx, &to, locked.row()).await?;
    }
    let details = json!({ "member": member, "rights": before.rights().words() });
    cx.audit(&tx, UNBLOCKED.about(company).of_account(before.account()).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
