//! Setting the authenticator app up, at the first sign-in or after a reset (ALL-8).

use super::new_network::tell_of_new_network;
use super::second_factor::{BUDGET, Factor, Key, check, count_code, failed, hold_half, make_recovery_codes};
use super::{as_member, links, numbered, save};
use crate::actions::grant;
use crate::actions::limits::codes;
use crate::events;
use crate::mails;
use crate::queries::recipients::{SECRET, open, opened};
use crate::refusals::SignInRefusal;
use crate::sessions::vouched::vouched;
use crate::sessions::{self, SESSIONS, Stage};
use crate::tables::{staff, staff_session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::counters;
use sea_orm::Set;

/// What the setup page shows.
pub struct Offer {
    /// For the QR code.
    pub address: Secret<String>,
    /// For typing.
    pub text: Secret<String>,
}

/// The secret that this half-finished session offers; `None` when there is none (the second factor is set up already), or
/// when the session may not connect one yet.
pub async fn offered_secret(
    cx: &Cx,
    half: &staff_session::Model,
    member: &staff::Model,
) -> Result<Option<Offer>, Fault> {
    let may_set_up = grant::of_row(cx, cx.read(), member).await?.is_some_and(|grant| grant.may_set_up());
    let offer = sessions::offer_of(cx, cx.read(), half).await?;
    let Some(offer) = offer.filter(|offer| may_set_up && offer.may_connect) else { return Ok(None) };
    let email = opened(cx, cx.read(), member.clone()).await?.email;
    let address = offer.secret.address(&gatehouse_brand::name(&cx.app), &email)?;
    Ok(Some(Offer { address: Secret::new(address), text: Secret::new(offer.secret.text()) }))
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
    BUDGET.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let (half, member, grant) = hold_half(cx, &tx, session).await?;
    let offer = sessions::offer_of(cx, &*tx, &half).await?;
    let offer = offer.filter(|offer| grant.may_set_up() && offer.may_connect);
    let offer = offer.ok_or_else(|| refuse(SignInRefusal::Expired))?;
    let cx = &as_member(cx, &member);
    let count = count_code(cx, &tx, &member).await?;
    let step = match check(cx, &tx, &member, Key::Offered(&offer.secret), typed).await? {
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
    let row = staff::ActiveModel {
        totp_secret_sealed: Set(Some(key.seal(cx.app.random.as_ref(), SECRET, member.id, offer.secret.bytes())?)),
        totp_last_step: Set(step),
        ..Default::default()
    };
    let number = save(cx, &tx, &member, row).await?;
    let recovery_codes = make_recovery_codes(cx, &tx, member.id).await?;
    let by = vouched(cx, &*tx, &half).await?;
    // Other half-finished sessions hold secrets that are none from now on, and links and codes have done their work.
    SESSIONS.end_all(cx, &tx, member.id, None).await?;
    links::end_all(&tx, member.id).await?;
    mails::second_factor_connected(cx, &tx, &open(&key, member.clone())?).await?;
    let token = sessions::start(cx, &tx, member.id, Stage::Full, None, by.as_ref()).await?;
    tell_of_new_network(cx, &tx, &member, by.is_some()).await?;
    cx.audit(&tx, events::SECOND_FACTOR_SET_UP.about(member.id).with(numbered(number))).await?;
    cx.audit(&tx, events::SIGNED_IN.about(member.id)).await?;
    tx.commit().await?;
    Ok(SetUp { token, recovery_codes })
}
