//! An administrator tries the provider by a round trip of their own (ALL-8). Nothing is stored and nobody's roles change; the page shows what
//! came back.

use super::enter::SsoRefusal;
use super::identity::{self, Identity};
use crate::events;
use crate::model::single_sign_on::SingleSignOn;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Role, Uuid, refuse};
use gatehouse_federation::StaffClaims;

/// What a sign-in with these claims would come to.
pub struct Tried {
    /// The roles that it would give.
    pub roles: Vec<Role>,
    /// The member who comes by it; none: somebody new.
    pub member: Option<Uuid>,
}

/// Writes down that it was tried.
pub async fn tried(cx: &Cx, claims: &StaffClaims) -> Outcome<Tried, SsoRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let sso = SingleSignOn::of(cx).ok_or_else(|| refuse(SsoRefusal::Off))?;
    let tx = cx.begin().await?;
    let member = identity::find(cx, &*tx, &Identity::of(claims)).await?.map(|member| member.id);
    cx.audit(&tx, events::SSO_TRIED.about(cx.actor.id())).await?;
    tx.commit().await?;
    Ok(Tried { roles: sso.roles_of(&claims.groups), member })
}
