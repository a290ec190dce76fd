//! What an operator does from the command line for a member who cannot be helped from the console, such as the only administrator
//! without phone and recovery codes.

use super::reset_second_factor::forget;
use super::{administrators, links, locked, presence_code};
use crate::actions::Repaired;
use crate::events;
use crate::mails;
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, NotAllowed, may};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, OrRefuse as _, Outcome, Uuid, refuse};

/// Lets a member in again who lost the phone and the recovery codes, or the password as well: what a reset of the second factor
/// takes away is taken away, and they get a link to set a password. The old password holds until then. An authenticator app is
/// connected with the code alone, so whoever reads the member's mails gains nothing. Only for the command line.
pub async fn reset_access(cx: &Cx, id: Uuid) -> Outcome<Repaired, MemberRefusal> {
    if !matches!(cx.actor, Actor::Program(_)) {
        return Err(refuse(NotAllowed.into()));
    }
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, _) = administrators::hold(cx, &tx, id).await?;
    if member.disabled_at.is_some() {
        return Err(refuse(MemberRefusal::NotInvited));
    }
    forget(cx, &tx, member).await?;
    let member = locked(&tx, id).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let link = links::make(cx, &tx, id).await?;
    mails::invitation(cx, &tx, &opened(cx, &*tx, member).await?, &link).await?;
    cx.audit(&tx, events::LINK_SENT.about(id)).await?;
    let code = presence_code::make(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(Repaired { link, code })
}
