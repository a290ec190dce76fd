//! The directory blocks a user of the company and lets them in again (COM-14): a step of changes that it makes, and of joining for whom it has
//! deactivated. The person is told, as where an administrator does it (COM-12). A block by an administrator stands beside it.

use crate::actions::restate::{Restated, member as member_of, restate};
use crate::actions::target::recipient;
use crate::events::{DIRECTORY_BLOCKED, DIRECTORY_UNBLOCKED};
use crate::mails;
use crate::model::states::BlockedBy;
use crate::rights::Locked;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use serde_json::json;

/// Blocks a member. The owner stays as they are: whoever asks has refused before.
pub(super) async fn block(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid) -> Result<(), Fault> {
    if member == company.row().owner_member_id {
        return Ok(());
    }
    let Some(before) = member_of(cx, tx, company, member).await? else { return Ok(()) };
    let was = before.standing().blocked;
    if was.is_some_and(BlockedBy::is_by_directory) {
        return Ok(());
    }
    let by = BlockedBy::with(was, BlockedBy::Directory);
    restate(cx, tx, company, &before, Restated { blocked: Some(Some(by)), ..Restated::default() }).await?;
    // Whom an administrator keeps out already learns nothing new.
    if was.is_none()
        && let Some(to) = recipient(cx, tx, before.account()).await?
    {
        mails::blocked::queue(cx, tx, &to, company.row(), BlockedBy::Directory).await?;
    }
    let line = DIRECTORY_BLOCKED.about(company.id()).of_account(before.account()).with(json!({ "member": member }));
    cx.audit(tx, line).await
}

/// Ends the directory's block; an administrator's goes on.
pub(super) async fn unblock(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid) -> Result<(), Fault> {
    let Some(before) = member_of(cx, tx, company, member).await? else { return Ok(()) };
    let Some(was) = before.standing().blocked.filter(|was| was.is_by_directory()) else { return Ok(()) };
    let left = was.without(BlockedBy::Directory);
    restate(cx, tx, company, &before, Restated { blocked: Some(left), ..Restated::default() }).await?;
    if left.is_none()
        && let Some(to) = recipient(cx, tx, before.account()).await?
    {
        mails::unblocked::queue(cx, tx, &to, company.row()).await?;
    }
    let line = DIRECTORY_UNBLOCKED.about(company.id()).of_account(before.account()).with(json!({ "member": member }));
    cx.audit(tx, line).await
}
