//! A member makes new recovery codes in place of the old ones, and gets a mail that says so (ALL-8).

use super::locked;
use super::proofs::gave_factor;
use super::second_factor::make_recovery_codes;
use crate::events;
use crate::mails;
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};

/// Makes new codes; they are shown this once. A factor was given in this session shortly before.
pub async fn renew_recovery_codes(cx: &Cx, session: Uuid) -> Outcome<Vec<Secret<String>>, MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    if !gave_factor(cx, &tx, Some(session)).await? {
        return Err(refuse(MemberRefusal::FactorDue));
    }
    let codes = make_recovery_codes(cx, &tx, me).await?;
    mails::recovery_codes_renewed(cx, &tx, &opened(cx, &*tx, member).await?).await?;
    cx.audit(&tx, events::RECOVERY_CODES_RENEWED.about(me)).await?;
    tx.commit().await?;
    Ok(codes)
}
