//! Confirms a registration by the link in its mail (ACC-2). Only the button of the link's page does this: mail scanners that
//! open links change nothing.
//!
//! The browser that registered is signed in: it brings the proof back together with the password that was chosen in it. In any
//! other browser that password counts for nothing, because a stranger may have registered the address; there the link leads to
//! choosing one.

use super::browsers::Met;
use super::profile::{place_into, told_into};
use super::sign_in::{Here, SignedIn, let_in};
use super::steps;
use crate::actions::passwords;
use crate::events;
use crate::model::profile::{Profile, ProfileForm};
use crate::model::{FormError, State, TokenKind, term};
use crate::queries::links::{self, UsedBefore};
use crate::refusals::BadLink;
use crate::signals::AccountConfirmed;
use crate::tables::{account, known_device, one_time_token};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Invalid, OrRefuse as _, Outcome, Refusal, Secret, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::{Browser, Proven, Unproven, prove};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// What the button sends.
pub struct Confirm {
    /// The link's token.
    pub token: String,
    /// The browser, by the mark that a registration leaves in it.
    pub browser: Browser,
    /// The same browser, for its session.
    pub here: Here,
    /// Where and who the person is, asked in the browser that registered; without country and region it is asked on the next
    /// page.
    pub profile: ProfileForm,
}

/// What a confirmation led to.
#[derive(Debug)]
pub enum Confirmed {
    /// This browser registered, and is signed in; with what else the person should hear.
    SignedIn(SignedIn, Vec<String>),
    /// No password was taken over: this link sets one; with what else the person should hear.
    ChoosePassword(Secret<String>, Vec<String>),
    /// It had been confirmed by this link before.
    Already,
}

/// Why nothing was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ConfirmRefusal {
    /// The link opens nothing.
    BadLink(BadLink),
    /// Something is wrong with the place; the link still works.
    Invalid(Invalid<FormError>),
}

/// Uses the link up and makes the account usable.
pub async fn confirm(cx: &Cx, input: &Confirm) -> Outcome<Confirmed, ConfirmRefusal> {
    let tx = cx.begin().await?;
    let link = match links::find(cx, &*tx, &input.token, &[TokenKind::Confirm]).await {
        Err(Stop::Refused(BadLink::Used)) => return Ok(again(cx, tx, input).await?),
        found => found.map_err(|stop| stop.map(ConfirmRefusal::from))?,
    };
    let id = link.account_id;
    let told = told(cx, input, &link).or_refuse()?;
    let row = steps::locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    // None: another request was faster.
    let Some(used) = steps::LINKS.use_up(cx, &tx, &input.token).await? else {
        return Ok(again(cx, tx, input).await?);
    };
    // Read again now that the account is held: a registration of this moment may have put a newer password to the link.
    let link = one_time_token::Entity::find_by_id(link.id).one(&*tx).await?;
    let link = link.ok_or_else(|| Fault::new("a link vanished when it was used"))?;
    let chosen = passwords::of_link(cx, &*tx, &link).await?.map(|phc| Unproven::new(phc, link.browser_hash));
    let password = chosen.and_then(|chosen| prove(cx, &used, &input.browser, chosen));
    forget_unproven(cx, &tx, id).await?;
    let is_here = password.is_some();
    let Some(news) = activate(cx, &tx, id, password).await? else { return Ok(Confirmed::Already) };
    let confirmed = if is_here {
        if let Some(told) = told {
            let update = place_into(account::Entity::update_many(), &told.place);
            let update = told_into(cx, &tx, update, id, &told.about).await?;
            update.filter(account::Column::Id.eq(id)).exec(&*tx).await?;
        }
        Confirmed::SignedIn(enter(cx, &tx, &row, input, Met::New).await?, news)
    } else {
        Confirmed::ChoosePassword(choose(cx, &tx, id).await?, news)
    };
    tx.commit().await?;
    Ok(confirmed)
}

/// Where and who the person is, if this browser registered and they have told.
fn told(cx: &Cx, input: &Confirm, link: &one_time_token::Model) -> Result<Option<Profile>, Invalid<FormError>> {
    let is_told = input.profile.tells_place() && links::is_of(cx, link, &input.browser);
    if is_told { input.profile.check().map(Some) } else { Ok(None) }
}

/// The second of two equal requests is told what the first one was told.
async fn again(cx: &Cx, tx: Tx, input: &Confirm) -> Result<Confirmed, Fault> {
    // Not committed: of a link that was pointed at somebody else its use is undone (`Links::use_up`).
    let Some(UsedBefore { link, account }) = links::used(cx, &*tx, &input.token).await? else {
        return Ok(Confirmed::Already);
    };
    let confirmed = if account.password_sealed.is_none() {
        Confirmed::ChoosePassword(choose(cx, &tx, account.id).await?, Vec::new())
    } else if links::was_just_used(cx, &link)
        && links::is_of(cx, &link, &input.browser)
        && account.password_changed_at == account.confirmed_at
    {
        Confirmed::SignedIn(enter(cx, &tx, &account, input, Met::JustNow).await?, Vec::new())
    } else {
        return Ok(Confirmed::Already);
    };
    tx.commit().await?;
    Ok(confirmed)
}

/// Signs the browser in that has brought both proofs.
async fn enter(cx: &Cx, tx: &Tx, row: &account::Model, input: &Confirm, met: Met) -> Result<SignedIn, Fault> {
    let_in(&cx.acting_as(Actor::Account { id: row.id }), tx, row, met, &input.here).await
}

async fn choose(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Secret<String>, Fault> {
    let expires = cx.now().plus(term::SET_PASSWORD);
    steps::issue_link(cx, tx, account, TokenKind::SetPassword, expires, None).await
}

/// Whatever was set up before the proof goes: other links and what waits with them, sessions, known browsers.
pub(crate) async fn forget_unproven(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    steps::LINKS.take_back(cx, tx, account, None).await?;
    steps::SESSIONS.end_all(cx, tx, account, None).await?;
    known_device::Entity::delete_many().filter(known_device::Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}

/// The address is proven: the account is usable from now on, with this password (its hash). Returns what else the person should
/// hear, or `None` when it was usable already.
pub(crate) async fn activate(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    password: Option<Proven<String>>,
) -> Result<Option<Vec<String>>, Fault> {
    use account::{Column, Entity};
    let now = cx.now().0;
    let changed_at = password.as_ref().map(|_| now);
    let sealed = match password {
        Some(proven) => Some(passwords::seal_for_account(cx, tx, id, &proven.into_inner()).await?),
        None => None,
    };
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Active))
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .col_expr(Column::PendingSince, Expr::value(None::<i64>))
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordChangedAt, Expr::value(changed_at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::PendingConfirmation))
        .exec(&**tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Ok(None);
    }
    cx.audit(tx, events::CONFIRMED.about(id).of_account(id)).await?;
    let confirmed = AccountConfirmed::of(id);
    let news = confirmed.news.clone();
    cx.raise(tx, confirmed).await?;
    Ok(Some(news.sentences()))
}
