//! Forgetting the authenticator app and the recovery codes of a member who lost them (ALL-8).

use super::proofs::gave_factor;
use super::{administrators, numbered, presence_code, save, second_factor};
use crate::events;
use crate::mails;
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use crate::tables::staff::{self, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::Set;

/// Resets it: they set up a new one at their next sign-in, with the code that this returns and that the administrator hands over.
/// Ends their sessions and links, and a pause of their second factor. `session`: the administrator's, in which they gave a
/// factor of their own; none on the command line.
pub async fn reset_second_factor(cx: &Cx, session: Option<Uuid>, id: Uuid) -> Outcome<Secret<String>, MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, administrators) = administrators::hold(cx, &tx, id).await?;
    // The operator at the machine can let them in again by the same command.
    if matches!(cx.actor, Actor::Staff(_)) && administrators.is_last(id) {
        return Err(refuse(MemberRefusal::LastAdministrator));
    }
    if !gave_factor(cx, &tx, session).await? {
        return Err(refuse(MemberRefusal::FactorDue));
    }
    forget(cx, &tx, member).await?;
    let code = presence_code::make(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(code)
}

/// What a reset takes away: authenticator app, passkeys, recovery codes, wrong codes that were counted, sessions, known browsers and links.
/// Tells the member by mail, and the log.
pub(super) async fn forget(cx: &Cx, tx: &Tx, member: Model) -> Result<(), Fault> {
    let id = member.id;
    let row = staff::ActiveModel {
        totp_secret_sealed: Set(None),
        totp_pending_sealed: Set(None),
        totp_last_step: Set(0),
        ..Default::default()
    };
    let number = save(cx, tx, &member, row).await?;
    second_factor::take_away(cx, tx, id).await?;
    mails::second_factor_reset(cx, tx, &opened(cx, &**tx, member).await?).await?;
    cx.audit(tx, events::SECOND_FACTOR_RESET.about(id).with(numbered(number))).await
}
