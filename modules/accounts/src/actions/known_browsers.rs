//! The browser of a sign-in is noted, and its owner told when it is new (ACC-10).
//!
//! The owner gets one mail of a new browser at once and hears of further ones of that hour together
//! ([`super::tell_of_browsers`]), so that whoever signs in again and again floods no mailbox. An account knows the 50
//! browsers that signed in last.

use crate::model::{NewToken, term, token};
use crate::queries::{browsers, contacts};
use crate::tables::{account, known_device};
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use known_device::{ActiveModel, Column, Entity, Model};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// How well the browser of a sign-in is known.
#[derive(Debug)]
pub(super) enum Met {
    /// Not at all.
    New,
    /// It has signed in before.
    Before(Model),
    /// It was noted a moment ago, and the answer to that has not reached it: its owner hears nothing of it twice.
    JustNow,
}

/// Notes the browser of a sign-in; returns its row's id and its cookie. A cookie that came with an unknown browser may have
/// been planted there, so it gets another one.
pub(super) async fn note(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    met: Met,
    cookie: Option<&str>,
) -> Result<(Uuid, Secret<String>), Fault> {
    if let (Met::Before(known), Some(cookie)) = (&met, cookie) {
        seen_again(cx, tx, known).await?;
        return Ok((known.id, Secret::new(cookie.to_owned())));
    }
    let made = NewToken::make(cx, token::DEVICE);
    let others = browsers::of_account(&**tx, row.id).await?;
    let told_at = match met {
        Met::JustNow => Some(Moment(0)),
        Met::New | Met::Before(_) => tell(cx, tx, row, &others).await?,
    };
    let id = cx.id();
    let new = ActiveModel {
        id: Set(id),
        account_id: Set(row.id),
        device_hash: Set(browsers::hash(cx, row.id, made.text.expose())),
        first_at: Set(cx.now()),
        last_at: Set(cx.now()),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
        told_at: Set(told_at),
        trusted_until: Set(None),
    };
    Entity::insert(new).exec_without_returning(&**tx).await?;
    let most = usize::try_from(term::MOST_BROWSERS).unwrap_or(usize::MAX).saturating_sub(1);
    let surplus: Vec<Uuid> = others.iter().skip(most).map(|row| row.id).collect();
    if !surplus.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(surplus)).exec(&**tx).await?;
    }
    Ok((id, made.text))
}

/// The browser as it is now, behind the account's lock: it may have been forgotten, or its trust taken back, since it was read.
pub(super) async fn as_now(tx: &Tx, met: Met) -> Result<Met, Fault> {
    let Met::Before(known) = met else { return Ok(met) };
    Ok(Entity::find_by_id(known.id).one(&**tx).await?.map_or(Met::New, Met::Before))
}

/// Whether the owner trusts the browser: its sign-ins need no second step (ACC-9).
pub(super) fn is_trusted(cx: &Cx, met: &Met) -> bool {
    let Met::Before(known) = met else { return false };
    known.trusted_until.is_some_and(|until| until.is_within(cx.now(), term::TRUST))
}

/// Trusts a browser in which a factor was just given.
pub(super) async fn trust(cx: &Cx, tx: &Tx, row: &account::Model, browser: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::TrustedUntil, Expr::value(cx.now().plus(term::TRUST)))
        .filter(Column::Id.eq(browser))
        .exec(&**tx)
        .await?;
    cx.audit(tx, events::BROWSER_TRUSTED.about(row.id).of_account(row.id)).await
}

/// No browser is trusted any more.
pub(super) async fn distrust_all(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::TrustedUntil, Expr::value(None::<Moment>))
        .filter(Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Noted to the hour, unless the network is another: that is enough to know which browsers are used no more.
async fn seen_again(cx: &Cx, tx: &Tx, known: &Model) -> Result<(), Fault> {
    if known.last_at.was_within(cx.now(), HOUR) && known.network == cx.network {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::LastAt, Expr::value(cx.now()))
        .col_expr(Column::Network, Expr::value(cx.network.clone()))
        .col_expr(Column::Agent, Expr::value(cx.agent.clone()))
        .filter(Column::Id.eq(known.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Tells the owner of a new browser, or leaves it to [`super::tell_of_browsers`]; returns what is noted of it.
async fn tell(cx: &Cx, tx: &Tx, row: &account::Model, others: &[Model]) -> Result<Option<Moment>, Fault> {
    if others.is_empty() {
        return Ok(Some(Moment(0)));
    }
    // A moment from a clock that was ahead holds no mail of today back.
    if others.iter().any(|other| other.told_at.is_none_or(|at| was_just_told(cx, at))) {
        return Ok(None);
    }
    mails::new_device::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    Ok(Some(cx.now()))
}

/// Whether the owner was told of a browser so short a while ago that the next mail waits.
pub(super) fn was_just_told(cx: &Cx, at: Moment) -> bool {
    at.was_within(cx.now(), term::DEVICE_MAILS)
}
