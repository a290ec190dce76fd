//! Setting the authenticator app up, at the first sign-in or after a reset (ALL-8).

use super::new_network::tell_of_new_network;
use super::second_factor::{Factor, check, count_code, failed, hold_half, make_recovery_codes};
use super::{as_member, numbered, save};
use crate::contacts::{PENDING, SECRET, open};
use crate::gate::codes;
use crate::grant;
use crate::model::totp::TotpSecret;
use crate::refusals::SignInRefusal;
use crate::sessions::{self, Stage};
use crate::tables::staff;
use gatehouse_core::{Fault, Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, subject};
use gatehouse_guard::counters;
use sea_orm::Set;

/// What the setup page shows.
pub struct Offer {
    /// For the QR code.
    pub address: Secret<String>,
    /// For typing.
    pub text: Secret<String>,
}

/// The secret that waits to be confirmed; `None` when there is none (the second factor is set up already).
pub async fn offered_secret(cx: &Cx, member: &staff::Model) -> Result<Option<Offer>, Fault> {
    let may_set_up = grant::of_row(cx, cx.read(), member).await?.is_some_and(|grant| grant.may_set_up());
    let Some(sealed) = member.totp_pending_sealed.as_deref().filter(|_| may_set_up) else { return Ok(None) };
    let key = subject::key(cx, cx.read(), member.id).await?;
    let secret = TotpSecret::from_bytes(&key.open(PENDING, member.id, sealed)?)?;
    let email = open(&key, member.clone())?.email;
    let address = secret.address(&cx.app.settings.brand, &email)?;
    Ok(Some(Offer { address: Secret::new(address), text: Secret::new(secret.text()) }))
}

/// The second factor works from now on.
#[derive(Debug)]
pub struct SetUp {
    /// For the cookie: signed in.
    pub token: Secret<String>,
    /// To be shown this once.
    pub recovery_codes: Vec<Secret<String>>,
}

/// Confirms the offered secret with a code of the app and signs in. Wrong codes count as in
/// [`super::confirm_code`].
pub async fn set_up_second_factor(cx: &Cx, session: Uuid, typed: &str) -> Outcome<SetUp, SignInRefusal> {
    let tx = cx.begin().await?;
    let Some((half, member, grant)) = hold_half(cx, &tx, session).await? else {
        return Err(refuse(SignInRefusal::Expired));
    };
    let pending = member.totp_pending_sealed.clone().filter(|_| grant.may_set_up());
    let Some(pending) = pending else { return Err(refuse(SignInRefusal::Expired)) };
    let cx = &as_member(cx, &member);
    let count = match count_code(cx, &tx, &member).await? {
        Ok(count) => count,
        Err(seconds) => return Err(refuse(SignInRefusal::Paused(seconds))),
    };
    let step = match check(cx, &tx, &member, PENDING, Some(&pending), typed).await? {
        Ok(Factor::App(step)) => step,
        Ok(Factor::Recovery(_)) => return Err(Fault::new("a recovery code cannot confirm a new secret").into()),
        Err(refusal) => {
            let refusal = failed(cx, &tx, &half, &member, count, refusal).await?;
            tx.commit().await?;
            return Err(refuse(refusal));
        }
    };
    counters::give_back(&tx, &codes(cx, member.id)).await?;
    let key = subject::key(cx, &*tx, member.id).await?;
    let secret = key.open(PENDING, member.id, &pending)?;
    let row = staff::ActiveModel {
        totp_secret_sealed: Set(Some(key.seal(cx.app.random.as_ref(), SECRET, member.id, &secret)?)),
        totp_pending_sealed: Set(None),
        totp_last_step: Set(step),
        ..Default::default()
    };
    let number = save(cx, &tx, &member, row).await?;
    let recovery_codes = make_recovery_codes(cx, &tx, member.id).await?;
    sessions::end(&tx, half.id).await?;
    let token = sessions::start(cx, &tx, member.id, Stage::Full).await?;
    tell_of_new_network(cx, &tx, &member).await?;
    let line = AuditEntry::new("staff.second_factor_set_up", "staff", Some(member.id));
    cx.audit(&tx, line.with(numbered(number))).await?;
    cx.audit(&tx, AuditEntry::new("staff.signed_in", "staff", Some(member.id))).await?;
    tx.commit().await?;
    Ok(SetUp { token, recovery_codes })
}
