//! Removes a user from the company (COM-4): after a ticked box, at once. Their requests stay the company's under "former user"; their own
//! account goes on. The person is told.

use super::end_membership::end_membership;
use super::target::{entered, recipient, target};
use crate::mails;
use crate::model::change::may_remove;
use crate::refusals::MemberRefusal;
use crate::rights::ManageUsers;
use crate::signals::Ended;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

/// Removes them.
pub async fn remove_member(cx: &Cx, company: Uuid, member: Uuid, is_ticked: bool) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    let before = target(cx, &tx, &locked, member).await?;
    may_remove(by.standing(), &before.standing()).or_refuse()?;
    if !is_ticked {
        return Err(refuse(MemberRefusal::NotTicked));
    }
    let to = recipient(cx, &tx, before.account()).await?;
    let ended = end_membership(cx, &tx, &locked, member, Ended::Removed).await;
    ended.map_err(|stop| stop.map(MemberRefusal::from))?;
    if let Some(to) = to {
        mails::removed::queue(cx, &tx, &to, locked.row()).await?;
    }
    tx.commit().await?;
    Ok(())
}
