//! A member connects their own access with their account at the vendor's own provider (ALL-8), inside a session in which they gave a factor
//! (guard G1): who only has the account there gains nothing.

use super::enter::SsoRefusal;
use super::identity::{self, Identity};
use crate::actions::{grant, locked, numbered};
use crate::events;
use crate::mails;
use crate::model::single_sign_on::SingleSignOn;
use crate::queries::recipients::opened;
use crate::rights;
use crate::sessions;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

/// Connects them with what the provider said a moment ago. Their roles stay until they come by it.
pub async fn attach_own(cx: &Cx, session: Uuid, issuer: &str, subject: &str) -> Outcome<(), SsoRefusal> {
    let me = rights::member(cx).or_refuse()?;
    if SingleSignOn::of(cx).is_none_or(|sso| sso.provider.issuer != issuer) {
        return Err(refuse(SsoRefusal::Off));
    }
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.filter(|m| m.disabled_at.is_none()).ok_or_else(|| refuse(SsoRefusal::Over))?;
    if !sessions::gave_factor(cx, &tx, session, me).await? {
        return Err(refuse(SsoRefusal::FactorDue));
    }
    if grant::of_row(cx, &*tx, &member).await?.is_none() {
        return Err(refuse(SsoRefusal::RowRefused));
    }
    if member.identity_sealed.is_some() {
        return Err(refuse(SsoRefusal::Connected));
    }
    let identity = Identity::new(issuer, subject);
    let number = identity::tie(cx, &tx, &member, &identity).await?.ok_or_else(|| refuse(SsoRefusal::Taken))?;
    mails::sso_connected(cx, &tx, &opened(cx, &*tx, member).await?).await?;
    cx.audit(&tx, events::SSO_CONNECTED.about(me).with(numbered(number))).await?;
    tx.commit().await?;
    Ok(())
}
