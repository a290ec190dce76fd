//! Proving it again before a sensitive change. The password opens no change of factors: a code or a passkey does (ASVS 7.5.1).

use super::locked;
use super::proofs::{is_password, proof_failed};
use super::second_factor::{Key, check, count_code, tell_if_paused, use_up};
use crate::actions::limits::codes;
use crate::events;
use crate::refusals::SignInRefusal;
use crate::rights;
use crate::sessions::{self, ProvenBy};
use crate::tables::staff_session;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::counters;
use sea_orm::entity::prelude::*;

/// What was given as proof.
pub enum Proof {
    /// A code of the app, or a recovery code.
    Code(String),
    /// The password.
    Password(Secret<String>),
}

/// Opens sensitive changes of this session for ten minutes, by a code those of factors too; returns its new token. Five wrong
/// proofs end the session.
pub async fn step_up(cx: &Cx, session: Uuid, proof: Proof) -> Outcome<Secret<String>, SignInRefusal> {
    let me = rights::member(cx).map_err(|_| refuse(SignInRefusal::Expired))?;
    // What the vendor's own provider vouched for is proven there again, or by a code.
    let is_elsewhere = matches!(proof, Proof::Password(_)) && is_vouched(cx, session, me).await?;
    let by = match proof {
        Proof::Code(typed) if typed.trim().is_empty() => return Err(refuse(SignInRefusal::CodeMissing)),
        Proof::Password(typed) if typed.expose().is_empty() => return Err(refuse(SignInRefusal::ProofMissing)),
        Proof::Password(_) if is_elsewhere => return Err(refuse(SignInRefusal::ProofMissing)),
        Proof::Password(typed) => {
            check_password(cx, session, me, typed).await?;
            ProvenBy::Password
        }
        Proof::Code(typed) => {
            check_code(cx, session, me, &typed).await?;
            ProvenBy::Factor
        }
    };
    let tx = cx.begin().await?;
    let token = sessions::renew(cx, &tx, session, me, by).await?.ok_or_else(|| refuse(SignInRefusal::Expired))?;
    cx.audit(&tx, events::STEPPED_UP.about(me)).await?;
    tx.commit().await?;
    Ok(token)
}

async fn is_vouched(cx: &Cx, session: Uuid, me: Uuid) -> Result<bool, Fault> {
    let own = staff_session::Entity::find_by_id(session).filter(staff_session::Column::StaffId.eq(me));
    Ok(own.one(cx.read()).await?.is_some_and(|row| row.vouched_sealed.is_some()))
}

async fn check_password(cx: &Cx, session: Uuid, me: Uuid, typed: Secret<String>) -> Outcome<(), SignInRefusal> {
    if is_password(cx, session, me, typed).await? { Ok(()) } else { Err(refuse(SignInRefusal::ProofWrong)) }
}

async fn check_code(cx: &Cx, session: Uuid, me: Uuid, typed: &str) -> Outcome<(), SignInRefusal> {
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(SignInRefusal::Expired))?;
    let count = count_code(cx, &tx, &member).await?;
    match check(cx, &tx, &member, Key::of(&member), typed).await? {
        Ok(factor) => {
            counters::give_back(&tx, &codes(cx, me)).await?;
            use_up(cx, &tx, &member, factor).await?;
            tx.commit().await?;
            Ok(())
        }
        Err(refusal) => {
            let has_ended = proof_failed(cx, &tx, session, me, "app").await?;
            let paused = tell_if_paused(cx, &tx, &member, count).await?;
            tx.commit().await?;
            let refusal = if has_ended { SignInRefusal::SessionEnded } else { paused.unwrap_or(refusal) };
            Err(refuse(refusal))
        }
    }
}
