//! A member comes by their own means again, not by the vendor's own provider: in the console and on the command line (ALL-8).

use super::identity;
use crate::actions::proofs::gave_factor;
use crate::actions::{administrators, links, locked, numbered, save};
use crate::events;
use crate::mails;
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use crate::sessions::vouched;
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use sea_orm::Set;

/// Takes the connection away, and ends the sessions that the provider vouched for. Roles stay as they are. Who has no password gets a link to
/// set one, which is returned. `session`: the administrator's, in which they gave a factor; none on the command line.
pub async fn detach(cx: &Cx, session: Option<Uuid>, id: Uuid) -> Outcome<Option<Secret<String>>, MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, _) = administrators::hold(cx, &tx, id).await?;
    if !gave_factor(cx, &tx, session).await? {
        return Err(refuse(MemberRefusal::FactorDue));
    }
    if member.identity_sealed.is_none() {
        return Err(refuse(MemberRefusal::SsoNotConnected));
    }
    let change = staff::ActiveModel { identity_sealed: Set(None), ..Default::default() };
    let number = save(cx, &tx, &member, change).await?;
    identity::forget(&tx, id).await?;
    vouched::end_all(&tx, id).await?;
    cx.audit(&tx, events::SSO_DISCONNECTED.about(id).with(numbered(number))).await?;
    let member = locked(&tx, id).await?.ok_or_else(|| Fault::new("a member who is held is gone"))?;
    let link = if member.password_sealed.is_none() && member.disabled_at.is_none() {
        let link = links::make(cx, &tx, id).await?;
        mails::invitation(cx, &tx, &opened(cx, &*tx, member).await?, &link).await?;
        cx.audit(&tx, events::LINK_SENT.about(id)).await?;
        Some(link)
    } else {
        None
    };
    tx.commit().await?;
    Ok(link)
}
