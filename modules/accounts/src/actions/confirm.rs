//! Confirms a registration by the link in its mail (ACC-2). Only the button of the link's page does this: mail scanners that
//! open links change nothing.
//!
//! The password that was chosen at the registration counts only in the browser that chose it: a stranger may have
//! registered the address. Anywhere else the link leads to choosing one.

use super::links::{LINKS, issue_link};
use super::{locked, passwords};
use crate::events;
use crate::model::{State, TokenKind, term};
use crate::queries::links;
use crate::refusals::BadLink;
use crate::sessions::SESSIONS;
use crate::signals::AccountConfirmed;
use crate::tables::{account, known_device, one_time_token};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::{Browser, Proven, Unproven, prove};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// What a confirmation led to.
#[derive(Debug)]
pub enum Confirmed {
    /// The account is usable with the password of its registration.
    Usable,
    /// No password was taken over: this link sets one.
    ChoosePassword(Secret<String>),
    /// It had been confirmed by this link before.
    Already,
}

/// Uses the link up and makes the account usable.
pub async fn confirm(cx: &Cx, token: &str, browser: &Browser) -> Outcome<Confirmed, BadLink> {
    let tx = cx.begin().await?;
    let link = match links::find(cx, &*tx, token, &[TokenKind::Confirm]).await {
        Err(Stop::Refused(BadLink::Used)) => return Ok(again(cx, tx, token).await?),
        found => found?,
    };
    let id = link.account_id;
    locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    // None: another request was faster.
    let Some(used) = LINKS.use_up(cx, &tx, token).await? else { return Ok(again(cx, tx, token).await?) };
    // Read again now that the account is held: a registration of this moment may have put a newer password to the link.
    let link = one_time_token::Entity::find_by_id(link.id).one(&*tx).await?;
    let link = link.ok_or_else(|| Fault::new("a link vanished when it was used"))?;
    let chosen = passwords::of_link(cx, &*tx, &link).await?.map(|phc| Unproven::new(phc, link.browser_hash));
    let password = chosen.and_then(|chosen| prove(cx, &used, browser, chosen));
    forget_unproven(cx, &tx, id).await?;
    let is_usable = password.is_some();
    if !activate(cx, &tx, id, password).await? {
        return Ok(Confirmed::Already);
    }
    let confirmed = if is_usable { Confirmed::Usable } else { choose(cx, &tx, id).await? };
    tx.commit().await?;
    Ok(confirmed)
}

/// The second of two equal requests is told what the first one was told.
async fn again(cx: &Cx, tx: Tx, token: &str) -> Result<Confirmed, Fault> {
    // Not committed: of a link that was pointed at somebody else its use is undone (`Links::use_up`).
    let Some(account) = links::still_to_choose(cx, &*tx, token).await? else { return Ok(Confirmed::Already) };
    let confirmed = choose(cx, &tx, account.id).await?;
    tx.commit().await?;
    Ok(confirmed)
}

async fn choose(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Confirmed, Fault> {
    let expires = cx.now().plus(term::SET_PASSWORD);
    let link = issue_link(cx, tx, account, TokenKind::SetPassword, expires, None).await?;
    Ok(Confirmed::ChoosePassword(link))
}

/// Whatever was set up before the proof goes: other links and what waits with them, sessions, known browsers.
pub(super) async fn forget_unproven(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    LINKS.take_back(cx, tx, account, None).await?;
    SESSIONS.end_all(cx, tx, account, None).await?;
    known_device::Entity::delete_many().filter(known_device::Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}

/// The address is proven: the account is usable from now on, with this password (its hash). `false` when it was already.
pub(super) async fn activate(cx: &Cx, tx: &Tx, id: Uuid, password: Option<Proven<String>>) -> Result<bool, Fault> {
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
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordChangedAt, Expr::value(changed_at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::PendingConfirmation))
        .exec(&**tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Ok(false);
    }
    cx.audit(tx, events::CONFIRMED.about(id).of_account(id)).await?;
    cx.raise(tx, AccountConfirmed { account: id }).await?;
    Ok(true)
}
