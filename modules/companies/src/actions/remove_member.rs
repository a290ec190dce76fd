//! Removes a user from the company (COM-4): after a ticked box, at once. Their requests stay the company's under "former user"; their own
//! account goes on. One that came about with the membership and never used its personal side goes too, and one that the directory or the
//! company's provider made and that nobody else could enter. The person is told.

use super::take_out::take_out;
use super::target::{entered, target};
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
    let ended = take_out(cx, &tx, &locked, &before, Ended::Removed).await;
    ended.map_err(|stop| stop.map(MemberRefusal::from))?;
    tx.commit().await?;
    Ok(())
}
