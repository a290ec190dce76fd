//! An administrator lets a member come by the vendor's own provider, under the subject that the provider's own administration shows (ALL-8).

use super::identity::{self, Identity};
use crate::actions::proofs::gave_factor;
use crate::actions::{administrators, numbered};
use crate::events;
use crate::mails;
use crate::model::single_sign_on::SingleSignOn;
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

/// The longest subject (OpenID Connect Core 1.0 §2).
const LONGEST: usize = 255;

/// Connects them. `session`: the administrator's, in which they gave a factor. The member's roles stay until they come by the provider.
pub async fn attach(cx: &Cx, session: Uuid, id: Uuid, subject: &str) -> Outcome<(), MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let sso = SingleSignOn::of(cx).ok_or_else(|| refuse(MemberRefusal::SsoOff))?;
    let subject = subject.trim();
    if subject.is_empty() || subject.len() > LONGEST || subject.chars().any(char::is_control) {
        return Err(refuse(MemberRefusal::SsoSubject));
    }
    let tx = cx.begin().await?;
    let (member, _) = administrators::hold(cx, &tx, id).await?;
    if !gave_factor(cx, &tx, Some(session)).await? {
        return Err(refuse(MemberRefusal::FactorDue));
    }
    if member.identity_sealed.is_some() {
        return Err(refuse(MemberRefusal::SsoConnected));
    }
    let identity = Identity::new(&sso.provider.issuer, subject);
    let number = identity::tie(cx, &tx, &member, &identity).await?;
    let number = number.ok_or_else(|| refuse(MemberRefusal::SsoTaken))?;
    mails::sso_connected(cx, &tx, &opened(cx, &*tx, member).await?).await?;
    cx.audit(&tx, events::SSO_CONNECTED.about(id).with(numbered(number))).await?;
    tx.commit().await?;
    Ok(())
}
