//! Sets a password by a mailed link (ACC-3, ACC-13): the first one, or a new one after a forgotten one.
//!
//! The link proves the address. So an account that was never confirmed is confirmed by it, and whatever was set up before
//! the proof (sessions, links, known browsers, the password of the registration) goes: a stranger may have registered the
//! address first. Of a confirmed account all sessions end and every known browser is forgotten. No counter of wrong
//! passwords stands in its way, and those of the address are cleared: it is the way in for an owner whose address others
//! guess at (ACC-11).

use super::links::LINKS;
use super::{confirm, limits, locked, passwords};
use crate::model::{FormError, State, TokenKind};
use crate::queries::{contacts, links};
use crate::refusals::{BadLink, VisitorRefusal};
use crate::tables::account;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Secret, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, Budget, Lane, Limit};
use gatehouse_signin::passwords::hash;
use gatehouse_signin::{Proven, chosen_with};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
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

/// Sets the password and uses the link up. Nobody is signed in by it.
pub async fn set_password(cx: &Cx, input: &SetPassword) -> Outcome<Uuid, VisitorRefusal> {
    let stop = |stop: Stop<BadLink>| stop.map(VisitorRefusal::from);
    BUDGET.check(cx)?.or_refuse()?;
    let email = links::address(cx, &input.token, &KINDS).await.map_err(stop)?;
    BUDGET.check_subject(cx, &input.token)?.or_refuse()?;
    // The link was mailed: whoever has it is no stranger.
    let asker = Asker::in_lane(cx, Lane::Known);
    passwords::judge(cx, &asker, &input.password, &email, &[&cx.app.settings.brand]).await?.or_refuse()?;
    if input.password.expose() != input.again.expose() {
        return Err(refuse(Invalid::one(FormError::PasswordsDiffer).into()));
    }
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
    if row.state == State::Active {
        write(cx, &tx, &row, password).await?;
    } else {
        confirm::activate(cx, &tx, id, Some(password)).await?;
    }
    cx.audit(&tx, events::PASSWORD_SET.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes the new hash and tells the owner, unless it is the first password.
async fn write(cx: &Cx, tx: &Tx, row: &account::Model, password: Proven<String>) -> Result<(), Fault> {
    use account::{Column, Entity};
    let sealed = passwords::OF_ACCOUNT.seal_for(cx, &**tx, row.id, &password.into_inner()).await?;
    Entity::update_many()
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordChangedAt, Expr::value(cx.now().0))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    if row.password_sealed.is_some() {
        mails::password_changed::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    }
    Ok(())
}
