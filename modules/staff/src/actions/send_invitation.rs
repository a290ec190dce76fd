//! Mailing a new link to set the password: to a member who has not come yet, or who has forgotten theirs.

use super::{administrators, links};
use crate::events;
use crate::mails;
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

/// Mails a new link in place of an earlier one.
pub async fn send_invitation(cx: &Cx, id: Uuid) -> Outcome<(), MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, _) = administrators::hold(cx, &tx, id).await?;
    if member.disabled_at.is_some() {
        return Err(refuse(MemberRefusal::NotInvited));
    }
    let link = links::make(cx, &tx, id).await?;
    mails::invitation(cx, &tx, &opened(cx, &*tx, member).await?, &link).await?;
    cx.audit(&tx, events::LINK_SENT.about(id)).await?;
    tx.commit().await?;
    Ok(())
}
