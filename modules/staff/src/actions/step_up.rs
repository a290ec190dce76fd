//! Proving it again before a sensitive change, and signing out.

use super::locked;
use super::second_factor::{Key, check, count_code, tell_if_paused, use_up};
use crate::actions::limits::{STAFF, codes};
use crate::actions::passwords;
use crate::events;
use crate::queries::recipients::email_lookups_of;
use crate::refusals::SignInRefusal;
use crate::rights;
use crate::sessions::{self, SESSIONS};
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, attempts, counters};
use gatehouse_passwords::HashPool;
use sea_orm::entity::prelude::*;

/// What was given as proof.
pub enum Proof {
    /// A code of the app, or a recovery code.
    Code(String),
    /// The password.
    Password(Secret<String>),
}

/// Opens sensitive changes of this session for ten minutes; returns its new token. Five wrong proofs end the session.
pub async fn step_up(cx: &Cx, session: Uuid, proof: Proof) -> Outcome<Secret<String>, SignInRefusal> {
    let me = rights::member(cx).map_err(|_| refuse(SignInRefusal::Expired))?;
    match proof {
        Proof::Code(typed) if typed.trim().is_empty() => return Err(refuse(SignInRefusal::ProofMissing)),
        Proof::Password(typed) if typed.expose().is_empty() => return Err(refuse(SignInRefusal::ProofMissing)),
        Proof::Password(typed) => check_password(cx, session, me, typed).await?,
        Proof::Code(typed) => check_code(cx, session, me, &typed).await?,
    }
    let tx = cx.begin().await?;
    let token = sessions::renew(cx, &tx, session, me).await?.ok_or_else(|| refuse(SignInRefusal::Expired))?;
    cx.audit(&tx, events::STEPPED_UP.about(me)).await?;
    tx.commit().await?;
    Ok(token)
}

async fn check_password(cx: &Cx, session: Uuid, me: Uuid, typed: Secret<String>) -> Outcome<(), SignInRefusal> {
    if is_password(cx, session, me, typed).await? { Ok(()) } else { Err(refuse(SignInRefusal::ProofWrong)) }
}

/// Notes a wrong proof (ASVS 16.3.1): who sits at somebody else's session may not go on guessing.
async fn proof_failed(cx: &Cx, tx: &Tx, session: Uuid, me: Uuid, factor: &str) -> Result<bool, Fault> {
    let details = serde_json::json!({ "factor": factor });
    cx.audit(tx, events::PROOF_FAILED.about(me).with(details)).await?;
    SESSIONS.proof_failed(cx, tx, session).await
}

/// Whether this is the member's password; wrong ones count apart from what strangers try at the sign-in, and against the
/// session.
pub(super) async fn is_password(
    cx: &Cx,
    session: Uuid,
    me: Uuid,
    typed: Secret<String>,
) -> Outcome<bool, SignInRefusal> {
    let member = staff::Entity::find_by_id(me).one(cx.read()).await?;
    let Some(member) = member else { return Err(refuse(SignInRefusal::Expired)) };
    let address = email_lookups_of(cx, &member).await?;
    let entered = attempts::admit(cx, STAFF.signed_in(cx, &address, None)).await?;
    let entered = entered.map_err(|wait| refuse(SignInRefusal::Throttled(wait.after)))?;
    let stored = passwords::of_member(cx, cx.read(), Some(&member)).await?;
    let verified = cx.service::<HashPool>()?.verify(&Asker::of(cx), typed, stored).await?;
    if verified.matches {
        if entered.has_failures() {
            let tx = cx.begin().await?;
            entered.succeeded(&tx).await?;
            tx.commit().await?;
        }
        return Ok(true);
    }
    let tx = cx.begin().await?;
    entered.failed(cx, &tx).await?;
    let has_ended = proof_failed(cx, &tx, session, me, "password").await?;
    tx.commit().await?;
    if has_ended { Err(refuse(SignInRefusal::SessionEnded)) } else { Ok(false) }
}

async fn check_code(cx: &Cx, session: Uuid, me: Uuid, typed: &str) -> Outcome<(), SignInRefusal> {
    let tx = cx.begin().await?;
    let Some(member) = locked(&tx, me).await? else { return Err(refuse(SignInRefusal::Expired)) };
    let count = match count_code(cx, &tx, &member).await? {
        Ok(count) => count,
        Err(seconds) => return Err(refuse(SignInRefusal::Paused(seconds))),
    };
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

/// Ends the session.
pub async fn sign_out(cx: &Cx, session: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    if sessions::end(&tx, session).await? {
        cx.audit(&tx, events::SIGNED_OUT.about(cx.actor.id())).await?;
    }
    tx.commit().await
}
