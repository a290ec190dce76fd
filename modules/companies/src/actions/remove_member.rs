//! Removes a user from the company (COM-4): after a ticked box, at once. Their requests stay the company's under "former user"; their own
//! account goes on. One that came about with the membership and never used its personal side goes too, and one that the directory or the
//! company's provider made and that nobody else could enter. The person is told.

use super::end_membership::end_membership;
use super::lock::see_all;
use super::target::{entered, recipient, target};
use crate::mails::{self, SURVEY};
use crate::model::change::may_remove;
use crate::queries::membership::Membership;
use crate::refusals::MemberRefusal;
use crate::rights::ManageUsers;
use crate::signals::Ended;
use gatehouse_accounts::actions::by_company::{erase_if_only_the_companys, outliving};
use gatehouse_context::Cx;
use gatehouse_core::{Notification, OrRefuse as _, Outcome, Uuid, refuse};

/// What the membership switched on, where the account came about with it.
pub(super) fn made(before: &Membership) -> Option<Notification> {
    before.member().made_account.then_some(SURVEY)
}

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
    // What goes with an account may be another company's too.
    see_all(cx, &tx).await?;
    let is_gone = erase_if_only_the_companys(cx, &tx, before.account(), made(&before)).await?;
    if let Some(to) = to {
        let to = if is_gone { outliving(cx, &tx, to).await? } else { to };
        mails::removed::queue(cx, &tx, &to, locked.row(), is_gone).await?;
    }
    tx.commit().await?;
    Ok(())
}
