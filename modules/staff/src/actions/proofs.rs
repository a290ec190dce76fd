//! Proving again who sits at a session: the password, a factor where factors change, and what a wrong proof costs.

use crate::actions::limits::STAFF;
use crate::actions::passwords;
use crate::events;
use crate::queries::recipients::email_lookups_of;
use crate::refusals::SignInRefusal;
use crate::sessions::{self, SESSIONS};
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, attempts};
use gatehouse_passwords::HashPool;
use sea_orm::entity::prelude::*;

/// Notes a wrong proof (ASVS 16.3.1): who sits at somebody else's session may not go on guessing. `true` where it ended the session.
pub(super) async fn proof_failed(cx: &Cx, tx: &Tx, session: Uuid, me: Uuid, factor: &str) -> Result<bool, Fault> {
    let details = serde_json::json!({ "factor": factor });
    cx.audit(tx, events::PROOF_FAILED.about(me).with(details)).await?;
    SESSIONS.proof_failed(cx, tx, session).await
}

/// Whether who acts may change factors (ASVS 7.5.1): a member gave a factor of theirs in this session within 10 minutes; a stolen session and
/// the password are not enough. The command line sits at no session.
pub(super) async fn gave_factor(cx: &Cx, tx: &Tx, session: Option<Uuid>) -> Result<bool, Fault> {
    match (&cx.actor, session) {
        (Actor::Program(_), None) => Ok(true),
        (Actor::Staff(me), Some(session)) => sessions::gave_factor(cx, tx, session, me.id).await,
        _ => Ok(false),
    }
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
    let member = member.ok_or_else(|| refuse(SignInRefusal::Expired))?;
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
