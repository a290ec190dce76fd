//! Proving it again with a passkey before a sensitive change (ALL-8).

use super::locked;
use super::passkeys::{prove, read};
use super::second_factor::BUDGET;
use crate::events;
use crate::model::passkey::PASSKEYS;
use crate::refusals::PasskeyRefusal;
use crate::rights;
use crate::sessions::{self, ProvenBy};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_signin::passkeys::{Given, Verify};

/// Opens sensitive changes of this session for ten minutes, those of factors too; returns its new token.
pub async fn passkey_step_up(cx: &Cx, session: Uuid, given: &Given) -> Outcome<Secret<String>, PasskeyRefusal> {
    let me = rights::member(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let (challenge, answer) = read(cx, session.as_bytes(), given).or_refuse()?;
    let tx = cx.begin().await?;
    if !PASSKEYS.use_up(cx, &tx, &challenge).await? {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let member = locked(&tx, me).await?.ok_or(PasskeyRefusal::Expired).or_refuse()?;
    if let Err(refusal) = prove(cx, &tx, &member, &challenge, &answer, Verify::Required).await? {
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    let token = sessions::renew(cx, &tx, session, me, ProvenBy::Factor).await?;
    let token = token.ok_or(PasskeyRefusal::Expired).or_refuse()?;
    cx.audit(&tx, events::STEPPED_UP.about(me)).await?;
    tx.commit().await?;
    Ok(token)
}
