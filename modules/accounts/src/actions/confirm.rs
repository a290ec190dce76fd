//! Confirms a registration by the link in its mail (ACC-2). Only the button of the link's page does this: mail scanners that
//! open links change nothing.
//!
//! The browser that registered is signed in: it brings the proof back together with the password that was chosen in it. In any
//! other browser that password counts for nothing, because a stranger may have registered the address; there the link leads to
//! choosing one.

use super::change_profile::with_told;
use super::known_browsers::Met;
use super::links::{LINKS, issue_link};
use super::sign_in::{Entered, Here, let_in_by_link};
use super::{addresses, locked, passwords, waiting_passwords};
use crate::events;
use crate::model::profile::{Profile, ProfileForm};
use crate::model::{Email, FormError, State, TokenKind, term};
use crate::queries::links::{self, UsedBefore};
use crate::refusals::{BadLink, VisitorRefusal};
use crate::sessions::SESSIONS;
use crate::sessions::half::HALVES;
use crate::signals::{AccountConfirmed, SessionsEnded};
use crate::tables::{account, known_device, one_time_token};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Secret, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::{Browser, Proven, Unproven, prove};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// What the button sends.
#[derive(Default, Deserialize)]
pub struct Confirm {
    /// The link's token.
    #[serde(default)]
    pub token: String,
    /// Where and who the person is, asked in the browser that registered; without country and region it is asked on the next
    /// page.
    #[serde(flatten)]
    pub profile: ProfileForm,
}

/// What a confirmation led to.
#[derive(Debug)]
pub enum Confirmed {
    /// This browser registered, and is let in; with what else the person should hear.
    Entered(Entered, Vec<String>),
    /// No password was taken over: this link sets one; with what else the person should hear.
    ChoosePassword(Secret<String>, Vec<String>),
    /// This browser registered, and somebody else is signed in there now, who stays.
    SomebodyElse,
    /// It had been confirmed by this link before.
    Already,
}

/// Uses the link up and makes the account usable. `browser`: by the mark that a registration leaves in it; `here`: the same, for
/// its session. Where something is wrong with the place, the link still works.
pub async fn confirm(cx: &Cx, form: &Confirm, browser: &Browser, here: &Here) -> Outcome<Confirmed, VisitorRefusal> {
    let tx = cx.begin().await?;
    let link = match links::find(cx, &*tx, &form.token, &[TokenKind::Confirm]).await {
        Err(Stop::Refused(BadLink::Used)) => return Ok(again(cx, tx, &form.token, browser, here).await?),
        found => found.map_err(|stop| stop.map(VisitorRefusal::from))?,
    };
    let id = link.account_id;
    let told = told(cx, form, browser, &link).or_refuse()?;
    let row = locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    // None: another request was faster.
    let Some(used) = LINKS.use_up(cx, &tx, &form.token).await? else {
        return Ok(again(cx, tx, &form.token, browser, here).await?);
    };
    // Read again now that the account is held: a registration of this moment may have put a newer password to the link.
    let link = one_time_token::Entity::find_by_id(link.id).one(&*tx).await?;
    let link = link.ok_or_else(|| Fault::new("a link vanished when it was used"))?;
    let chosen = passwords::of_link(cx, &*tx, &link).await?.map(|phc| Unproven::new(phc, link.browser_hash));
    let password = chosen.and_then(|chosen| prove(cx, &used, browser, chosen));
    forget_unproven(cx, &tx, id).await?;
    let is_here = password.is_some();
    let Some(news) = activate(cx, &tx, id, password).await? else { return Ok(Confirmed::Already) };
    let confirmed = if is_here {
        if let Some(told) = told {
            let update = with_told(cx, &tx, id, &told).await?;
            update.filter(account::Column::Id.eq(id)).exec(&*tx).await?;
            cx.audit(&tx, events::PROFILE_CHANGED.about(id).of_account(id)).await?;
        }
        entered(let_in_by_link(cx, &tx, &row, Met::New, here).await?, news)
    } else {
        Confirmed::ChoosePassword(choose(cx, &tx, id).await?, news)
    };
    tx.commit().await?;
    Ok(confirmed)
}

/// Where and who the person is, if this browser registered and they have told.
fn told(
    cx: &Cx,
    form: &Confirm,
    browser: &Browser,
    link: &one_time_token::Model,
) -> Result<Option<Profile>, Invalid<FormError>> {
    let is_told = form.profile.tells_place() && links::is_of(cx, link, browser);
    if is_told { form.profile.check().map(Some) } else { Ok(None) }
}

/// The second of two equal requests is told what the first one was told.
async fn again(cx: &Cx, tx: Tx, token: &str, browser: &Browser, here: &Here) -> Result<Confirmed, Fault> {
    // Not committed: of a link that was pointed at somebody else its use is undone (`Links::use_up`).
    let Some(UsedBefore { link, account }) = links::used(cx, &*tx, token).await? else {
        return Ok(Confirmed::Already);
    };
    // Held: a password that is set or changed at this moment ends what this would open.
    let Some(account) = locked(&tx, account.id).await? else { return Ok(Confirmed::Already) };
    let confirmed = if links::waits_for_password(&account) {
        Confirmed::ChoosePassword(choose(cx, &tx, account.id).await?, Vec::new())
    } else if links::was_just_used(cx, &link)
        && links::is_of(cx, &link, browser)
        && account.password_changed_at == account.confirmed_at
    {
        entered(let_in_by_link(cx, &tx, &account, Met::JustNow, here).await?, Vec::new())
    } else {
        return Ok(Confirmed::Already);
    };
    tx.commit().await?;
    Ok(confirmed)
}

fn entered(entered: Option<Entered>, news: Vec<String>) -> Confirmed {
    entered.map_or(Confirmed::SomebodyElse, |entered| Confirmed::Entered(entered, news))
}

/// A link that sets the first password of somebody who has just proven their address.
pub(super) async fn choose(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Secret<String>, Fault> {
    let expires = cx.now().plus(term::SET_PASSWORD);
    issue_link(cx, tx, account, TokenKind::SetPassword, expires, None).await
}

/// Whatever was set up before the proof goes: other links and what waits with them, sessions, known browsers.
pub(super) async fn forget_unproven(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    LINKS.take_back(cx, tx, account, None).await?;
    addresses::forget_change(tx, account).await?;
    waiting_passwords::forget(tx, account).await?;
    forget_browsers_and_sessions(cx, tx, account).await.map(drop)
}

/// Ends all sessions, also those that are half done, and forgets all browsers, trusted ones too; returns how many sessions there were.
pub(super) async fn forget_browsers_and_sessions(cx: &Cx, tx: &Tx, account: Uuid) -> Result<u64, Fault> {
    let ended = SESSIONS.end_all(cx, tx, account, None).await?;
    HALVES.end_all(cx, tx, account, None).await?;
    known_device::Entity::delete_many().filter(known_device::Column::AccountId.eq(account)).exec(&**tx).await?;
    cx.raise(tx, SessionsEnded { account, kept: None }).await?;
    Ok(ended)
}

/// The address is proven: the account is usable from now on, with this password (its hash). Returns what else the person should
/// hear, or `None` when it was usable already.
pub(super) async fn activate(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    password: Option<Proven<String>>,
) -> Result<Option<Vec<String>>, Fault> {
    activate_at(cx, tx, id, password, None).await
}

/// The same of an account whose address is at hand.
pub(super) async fn activate_at(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    password: Option<Proven<String>>,
    address: Option<&Email>,
) -> Result<Option<Vec<String>>, Fault> {
    use account::{Column, Entity};
    let now = cx.now().0;
    let changed_at = password.as_ref().map(|_| now);
    let sealed = match password {
        Some(proven) => Some(passwords::OF_ACCOUNT.seal_for(cx, &**tx, id, &proven.into_inner()).await?),
        None => None,
    };
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Active))
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .col_expr(Column::PendingSince, Expr::value(None::<i64>))
        .col_expr(Column::InvitedAt, Expr::value(None::<i64>))
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordForeign, Expr::value(None::<String>))
        .col_expr(Column::PasswordChangedAt, Expr::value(changed_at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.ne(State::Active))
        .exec(&**tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Ok(None);
    }
    cx.audit(tx, events::CONFIRMED.about(id).of_account(id)).await?;
    AccountConfirmed::raise(cx, tx, id, address).await.map(Some)
}
