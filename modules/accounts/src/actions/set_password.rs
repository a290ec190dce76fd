//! Sets a password by a mailed link (ACC-3, ACC-13): the first one, or a new one after a forgotten one.
//!
//! The link proves the address. So an account that was never confirmed is confirmed by it, and whatever was set up before
//! the proof (sessions, links, known browsers, the password of the registration) goes: a stranger may have registered the
//! address first. Of a confirmed account all sessions end and every known browser is forgotten. No counter of wrong
//! passwords stands in its way, and those of the address are cleared: it is the way in for an owner whose address others
//! guess at (ACC-11).
//!
//! Whoever has set the password is signed in: they have just typed it, and the page names the account, so the sign-in that would
//! follow proves nothing more. A browser in which somebody else is signed in is left as it is: a link that was sent to them on
//! purpose must not change whose account they work in. Who has two-step verification is asked for the second step here as at sign-in:
//! a new password takes no factor away (ASVS 6.4.3).

use super::known_browsers::Met;
use super::links::LINKS;
use super::sign_in::{Entered, Here, let_in_by_link};
use super::{confirm, limits, locked, passwords};
use crate::model::{FormError, State, TokenKind};
use crate::queries::{contacts, links};
use crate::refusals::{BadLink, VisitorRefusal};
use crate::tables::account;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Secret, Stop, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, Budget, Lane, Limit};
use gatehouse_passwords::HashPool;
use gatehouse_signin::passwords::hash;
use gatehouse_signin::{Proven, chosen_with};
use serde::Deserialize;

/// From one network: 20 at once, then one each 10 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_bearer(Limit { action: "accounts.set_password", burst: 20, seconds_each: 10 }, LINK);
/// With one link: 20 at once, then one each minute.
const LINK: Limit = Limit { action: "accounts.set_password_link", burst: 20, seconds_each: 60 };

/// The kinds of link that set a password.
pub const KINDS: [TokenKind; 2] = [TokenKind::SetPassword, TokenKind::Recover];

/// What was typed on the link's page: the new password, and again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SetPassword {
    pub token: String,
    pub password: Secret<String>,
    pub again: Secret<String>,
}

/// What became of the browser in which the password was set.
#[derive(Debug)]
pub enum PasswordSet {
    /// It is let in; with what else the person should hear.
    Entered(Entered, Vec<String>),
    /// Somebody else is signed in there, and stays.
    SomebodyElse,
}

/// Sets the password and uses the link up. `here`: the browser.
pub async fn set_password(cx: &Cx, input: &SetPassword, here: &Here) -> Outcome<PasswordSet, VisitorRefusal> {
    match set(cx, input, here).await {
        Err(Stop::Refused(VisitorRefusal::BadLink(BadLink::Used))) => again(cx, input, here).await,
        done => done,
    }
}

async fn set(cx: &Cx, input: &SetPassword, here: &Here) -> Outcome<PasswordSet, VisitorRefusal> {
    let stop = |stop: Stop<BadLink>| stop.map(VisitorRefusal::from);
    BUDGET.check(cx)?.or_refuse()?;
    let email = links::address(cx, &input.token, &KINDS).await.map_err(stop)?;
    BUDGET.check_subject(cx, &input.token)?.or_refuse()?;
    // The link was mailed: whoever has it is no stranger.
    let asker = Asker::in_lane(cx, Lane::Known);
    let judged = passwords::judge(cx, &asker, &input.password, &email, &[]).await?;
    let mut errors = Errors::<FormError>::default();
    errors.add_all(judged.err().iter().flat_map(Invalid::iter).copied());
    passwords::note_repetition(&mut errors, &input.password, &input.again);
    errors.done().or_refuse()?;
    let hash = hash(cx, &asker, input.password.clone()).await?;
    let lookups = contacts::lookups(cx, &email);
    let tx = cx.begin().await?;
    let link = links::find(cx, &*tx, &input.token, &KINDS).await.map_err(stop)?;
    let id = link.account_id;
    // Counters before the account's row, as everywhere: two transactions never wait for each other.
    limits::forget_guesses(cx, &tx, &lookups).await?;
    let row = locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let used = LINKS.use_up(cx, &tx, &input.token).await?;
    // Another request with the same link was faster.
    let used = used.ok_or(BadLink::Used).or_refuse()?;
    // Known browsers too: one of them may be a thief's.
    confirm::forget_unproven(cx, &tx, id).await?;
    let password = chosen_with(&used, hash);
    let news = if row.state == State::Active {
        write(cx, &tx, &row, password).await?;
        Vec::new()
    } else {
        confirm::activate(cx, &tx, id, Some(password)).await?.unwrap_or_default()
    };
    cx.audit(&tx, events::PASSWORD_SET.about(id).of_account(id)).await?;
    let set = match let_in_by_link(cx, &tx, &row, Met::New, here).await? {
        Some(entered) => PasswordSet::Entered(entered, news),
        None => PasswordSet::SomebodyElse,
    };
    tx.commit().await?;
    Ok(set)
}

/// The second of two equal requests is told what the first one was told, if it brings the same password.
async fn again(cx: &Cx, input: &SetPassword, here: &Here) -> Outcome<PasswordSet, VisitorRefusal> {
    let account = links::just_used(cx, &input.token, &KINDS).await?.ok_or(BadLink::Used).or_refuse()?;
    BUDGET.check_subject(cx, &input.token)?.or_refuse()?;
    let stored = passwords::of_account(cx, Some(&account)).await?;
    let asker = Asker::in_lane(cx, Lane::Known);
    if !cx.service::<HashPool>()?.verify(&asker, input.password.clone(), stored).await?.matches {
        return Err(refuse(BadLink::Used.into()));
    }
    let tx = cx.begin().await?;
    let row = locked(&tx, account.id).await?.filter(|row| row.password_sealed == account.password_sealed);
    let row = row.ok_or(BadLink::Used).or_refuse()?;
    let entered = let_in_by_link(cx, &tx, &row, Met::JustNow, here).await?;
    tx.commit().await?;
    Ok(entered.map_or(PasswordSet::SomebodyElse, |entered| PasswordSet::Entered(entered, Vec::new())))
}

/// Writes the new hash and tells the owner, unless it is the first password.
async fn write(cx: &Cx, tx: &Tx, row: &account::Model, password: Proven<String>) -> Result<(), Fault> {
    passwords::change(cx, tx, row.id, &password.into_inner()).await?.exec(&**tx).await?;
    if row.password_sealed.is_some() {
        mails::password_changed::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    }
    Ok(())
}
