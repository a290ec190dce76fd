//! Proving it again before a sensitive change, and signing out.

use super::locked;
use super::second_factor::{check, count_code, tell_if_paused, use_up};
use crate::contacts::SECRET;
use crate::gate::{STAFF, codes};
use crate::passwords;
use crate::refusals::SignInRefusal;
use crate::rights;
use crate::sessions;
use crate::tables::staff;
use gatehouse_core::{Fault, Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx};
use gatehouse_guard::{Asker, counters, gate};
use gatehouse_passwords::HashPool;
use sea_orm::entity::prelude::*;

/// What was given as proof.
pub enum Proof {
    /// A code of the app, or a recovery code.
    Code(String),
    /// The password.
    Password(Secret<String>),
}

/// Opens sensitive changes of this session for ten minutes.
pub async fn step_up(cx: &Cx, session: Uuid, proof: Proof) -> Outcome<(), SignInRefusal> {
    let me = rights::member(cx).map_err(|_| refuse(SignInRefusal::Expired))?;
    match proof {
        Proof::Code(typed) if typed.trim().is_empty() => return Err(refuse(SignInRefusal::ProofMissing)),
        Proof::Password(typed) if typed.expose().is_empty() => return Err(refuse(SignInRefusal::ProofMissing)),
        Proof::Password(typed) => check_password(cx, me, typed).await?,
        Proof::Code(typed) => check_code(cx, me, &typed).await?,
    }
    let tx = cx.begin().await?;
    sessions::elevate(cx, &tx, session).await?;
    cx.audit(&tx, AuditEntry::new("staff.stepped_up", "staff", Some(me))).await?;
    tx.commit().await?;
    Ok(())
}

async fn check_password(cx: &Cx, me: Uuid, typed: Secret<String>) -> Outcome<(), SignInRefusal> {
    if is_password(cx, me, typed).await? { Ok(()) } else { Err(refuse(SignInRefusal::ProofWrong)) }
}

/// Whether this is the member's password; wrong ones count apart from what strangers try at the sign-in.
pub(super) async fn is_password(cx: &Cx, me: Uuid, typed: Secret<String>) -> Outcome<bool, SignInRefusal> {
    let member = staff::Entity::find_by_id(me).one(cx.read()).await?;
    let Some(member) = member else { return Err(refuse(SignInRefusal::Expired)) };
    let entered = gate::enter(cx, STAFF.signed_in(cx, &member.email_lookup, None)).await?;
    let entered = entered.map_err(|wait| refuse(SignInRefusal::Throttled(wait.after)))?;
    let stored = passwords::of_member(cx, cx.read(), Some(&member)).await?;
    let verified = cx.service::<HashPool>()?.verify(&Asker::of(cx), typed, stored).await?;
    if !verified.matches {
        let tx = cx.begin().await?;
        entered.failed(cx, &tx).await?;
        tx.commit().await?;
    } else if entered.has_failures() {
        let tx = cx.begin().await?;
        entered.succeeded(&tx).await?;
        tx.commit().await?;
    }
    Ok(verified.matches)
}

async fn check_code(cx: &Cx, me: Uuid, typed: &str) -> Outcome<(), SignInRefusal> {
    let tx = cx.begin().await?;
    let Some(member) = locked(&tx, me).await? else { return Err(refuse(SignInRefusal::Expired)) };
    let count = match count_code(cx, &tx, &member).await? {
        Ok(count) => count,
        Err(seconds) => return Err(refuse(SignInRefusal::Paused(seconds))),
    };
    match check(cx, &tx, &member, SECRET, member.totp_secret_sealed.as_deref(), typed).await? {
        Ok(factor) => {
            counters::give_back(&tx, &codes(cx, me)).await?;
            use_up(cx, &tx, &member, factor).await?;
            tx.commit().await?;
            Ok(())
        }
        Err(refusal) => {
            cx.audit(&tx, AuditEntry::new("staff.code_failed", "staff", Some(me))).await?;
            let paused = tell_if_paused(cx, &tx, &member, count).await?;
            tx.commit().await?;
            Err(refuse(paused.unwrap_or(refusal)))
        }
    }
}

/// Ends the session.
pub async fn sign_out(cx: &Cx, session: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    if sessions::end(&tx, session).await? {
        cx.audit(&tx, AuditEntry::new("staff.signed_out", "staff", cx.actor.id())).await?;
    }
    tx.commit().await
}
