//! Signing in with a passkey: in place of address and password, or as the second factor (ALL-8).
//!
//! A member's passkey verifies its owner each time, so by itself it is two factors. Nobody guesses an answer, so none is counted.

use super::new_network::tell_of_new_network;
use super::passkeys::{WORD, prove, read};
use super::second_factor::{BUDGET as CODES, hold_half};
use super::sign_in::end_previous;
use super::{as_member, grant, locked};
use crate::events;
use crate::model::passkey::PASSKEYS;
use crate::model::single_sign_on::SingleSignOn;
use crate::queries::passkeys::of_credential;
use crate::refusals::PasskeyRefusal;
use crate::sessions::vouched::{Vouched, vouched};
use crate::sessions::{self, Stage};
use crate::tables::staff;
use gatehouse_context::{Cx, audit_count};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::passkeys::{Given, Verify};
use sea_orm::entity::prelude::*;

/// Tries from one network.
pub(crate) const BUDGET: Budget = Budget::of_strangers(Limit { action: "staff.passkey", burst: 30, seconds_each: 10 });

/// Signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: Secret<String>,
    /// Who.
    pub member: Uuid,
}

/// Without address and password. `browser`: what the cookie says that came with the question; `previous`: the session that is open there.
pub async fn passkey_sign_in(
    cx: &Cx,
    browser: &str,
    given: &Given,
    previous: Option<Uuid>,
) -> Outcome<SignedIn, PasskeyRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    if browser.is_empty() {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let (challenge, answer) = read(cx, browser.as_bytes(), given).or_refuse()?;
    let Some(found) = of_credential(cx.read(), answer.hash()).await? else {
        let tx = cx.begin().await?;
        // Nobody's failures are counted: a stranger cannot fill the log.
        audit_count::count(cx, &tx, &events::SIGN_INS_UNKNOWN).await?;
        tx.commit().await?;
        return Err(refuse(PasskeyRefusal::Wrong));
    };
    let wrong = || refuse(PasskeyRefusal::Wrong);
    let member = staff::Entity::find_by_id(found.staff_id).one(cx.read()).await?.ok_or_else(wrong)?;
    if member.disabled_at.is_some() || grant::at_sign_in(cx, &member).await?.is_none() {
        return Err(wrong());
    }
    if !SingleSignOn::opens_by_own_means(cx, &member) {
        return Err(refuse(PasskeyRefusal::OwnMeansOff));
    }
    let tx = cx.begin().await?;
    if !PASSKEYS.use_up(cx, &tx, &challenge).await? {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let member = locked(&tx, member.id).await?.filter(|m| m.disabled_at.is_none()).ok_or_else(wrong)?;
    grant::of_row(cx, &*tx, &member).await?.ok_or_else(wrong)?;
    let cx = &as_member(cx, &member);
    if let Err(refusal) = prove(cx, &tx, &member, &challenge, &answer, Verify::Alone).await? {
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    end_previous(&tx, previous).await?;
    let token = begin(cx, &tx, &member, None).await?;
    tx.commit().await?;
    Ok(SignedIn { token, member: member.id })
}

/// As the second factor of a half-finished session.
pub async fn confirm_passkey(cx: &Cx, session: Uuid, given: &Given) -> Outcome<Secret<String>, PasskeyRefusal> {
    CODES.check(cx)?.or_refuse()?;
    let (challenge, answer) = read(cx, session.as_bytes(), given).or_refuse()?;
    let tx = cx.begin().await?;
    if !PASSKEYS.use_up(cx, &tx, &challenge).await? {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let (half, member, _) = hold_half(cx, &tx, session).await.map_err(|stop| stop.map(|_| PasskeyRefusal::Expired))?;
    let cx = &as_member(cx, &member);
    if let Err(refusal) = prove(cx, &tx, &member, &challenge, &answer, Verify::Required).await? {
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    let by = vouched(cx, &*tx, &half).await?;
    sessions::end(&tx, half.id).await?;
    let token = begin(cx, &tx, &member, by.as_ref()).await?;
    tx.commit().await?;
    Ok(token)
}

async fn begin(cx: &Cx, tx: &Tx, member: &staff::Model, by: Option<&Vouched>) -> Result<Secret<String>, Fault> {
    let token = sessions::start(cx, tx, member.id, Stage::Full, None, by).await?;
    tell_of_new_network(cx, tx, member, by.is_some()).await?;
    let details = serde_json::json!({ "factor": WORD });
    cx.audit(tx, events::SIGNED_IN.about(member.id).with(details)).await?;
    Ok(token)
}
