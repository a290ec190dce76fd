//! Looking at a link without using it up: what a GET may do.

use crate::model::{TokenKind, token};
use crate::queries::sealed;
use crate::refusals::BadLink;
use crate::tables::{account, one_time_token};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, refuse};
use gatehouse_mail::ledger;
use gatehouse_signin::bound_token;
use sea_orm::entity::prelude::*;

/// The row of a live link of one of these kinds.
pub async fn find<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    text: &str,
    kinds: &[TokenKind],
) -> Outcome<one_time_token::Model, BadLink> {
    if !bound_token::is_plausible(text) {
        return Err(refuse(BadLink::Unknown));
    }
    match stored(cx, conn, text).await? {
        Some(row) if !kinds.contains(&row.kind) => Err(refuse(BadLink::Unknown)),
        // One of the future was made by a clock that was ahead.
        Some(row) if row.expires_at <= cx.now() || !row.created_at.has_come(cx.now()) => Err(refuse(BadLink::Expired)),
        Some(row) if row.used_at.is_some() => Err(refuse(BadLink::Used)),
        Some(row) => Ok(row),
        None => Err(refuse(BadLink::Unknown)),
    }
}

/// The row of a link. One that was pointed at somebody else or at another kind is none: the token says whose it is.
async fn stored<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Result<Option<one_time_token::Model>, Fault> {
    use one_time_token::{Column, Entity};
    let found = Entity::find().filter(Column::TokenHash.is_in(token::hashes(cx, token::LINK, text))).one(conn).await?;
    let Some(row) = found else { return Ok(None) };
    if bound_token::is_for(cx, token::LINK, text, row.account_id, row.kind.word()) {
        return Ok(Some(row));
    }
    tracing::error!(link = %row.id, "a link was pointed at somebody else, and is refused");
    Ok(None)
}

/// The account of a used link that has not ended yet, if it has no password so far: whoever used the link has still to
/// choose one.
pub async fn still_to_choose<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    text: &str,
) -> Result<Option<account::Model>, Fault> {
    let Some(link) = stored(cx, conn, text).await? else { return Ok(None) };
    let account = account::Entity::find_by_id(link.account_id).one(conn).await?;
    Ok(account.filter(|account| account.password_sealed.is_none()))
}

/// The address that a live link belongs to, for its page.
pub async fn address(cx: &Cx, text: &str, kinds: &[TokenKind]) -> Outcome<String, BadLink> {
    let row = find(cx, cx.read(), text, kinds).await?;
    let account = account::Entity::find_by_id(row.account_id).one(cx.read()).await?;
    let account = account.ok_or_else(|| Fault::new("a link without an account"))?;
    let key = subject::key(cx, cx.read(), account.id).await?;
    Ok(sealed::email(&key, &account)?)
}

/// Until when the address of a link that pauses mails is left alone; a moment of the past where it is not.
pub async fn paused_until(cx: &Cx, note: &str) -> Outcome<Moment, BadLink> {
    let address = ledger::address_of(cx, note).ok_or(BadLink::Expired).or_refuse()?;
    Ok(ledger::paused_until(cx, cx.read(), &address).await?)
}
