//! Looking at a link without using it up: what a GET may do.

use crate::model::{TokenKind, term, token};
use crate::queries::sealed;
use crate::refusals::BadLink;
use crate::tables::{account, former_address, one_time_token};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, refuse};
use gatehouse_mail::ledger;
use gatehouse_signin::{Browser, bound_token};
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

/// A link that was used, and has not ended yet.
pub struct UsedBefore {
    /// Its row.
    pub link: one_time_token::Model,
    /// Whose it is.
    pub account: account::Model,
}

/// Whether an account waits for its first password. One that had a password and has none any more gets the next one by another link.
pub const fn waits_for_password(account: &account::Model) -> bool {
    account.password_sealed.is_none() && account.password_changed_at.is_none()
}

/// A used link; `None` for a living one too.
pub async fn used<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Result<Option<UsedBefore>, Fault> {
    if !bound_token::is_plausible(text) {
        return Ok(None);
    }
    let Some(link) = stored(cx, conn, text).await?.filter(|link| link.used_at.is_some()) else { return Ok(None) };
    let account = account::Entity::find_by_id(link.account_id).one(conn).await?;
    Ok(account.map(|account| UsedBefore { link, account }))
}

/// Whether a link was used so short a while ago that this is the same request once more.
pub fn was_just_used(cx: &Cx, link: &one_time_token::Model) -> bool {
    link.used_at.is_some_and(|at| at.was_within(cx.now(), term::SAME_REQUEST))
}

/// The account of a link of one of these kinds that was used a moment ago.
pub async fn just_used(cx: &Cx, text: &str, kinds: &[TokenKind]) -> Result<Option<account::Model>, Fault> {
    let used = used(cx, cx.read(), text).await?;
    let used = used.filter(|used| kinds.contains(&used.link.kind) && was_just_used(cx, &used.link));
    Ok(used.map(|used| used.account))
}

/// Whether this is the browser that left its mark with the link.
pub fn is_of(cx: &Cx, link: &one_time_token::Model, browser: &Browser) -> bool {
    link.browser_hash.as_deref().is_some_and(|mark| browser.left(cx, link.account_id, mark))
}

/// The address of the account of a used link, for the page where its owner signs in; `None` where the account has got another one since:
/// who reads the mailbox of before is not told it (ACC-14).
pub async fn address_of_used(cx: &Cx, text: &str) -> Result<Option<String>, Fault> {
    let Some(UsedBefore { link, account }) = used(cx, cx.read(), text).await? else { return Ok(None) };
    let later = former_address::Entity::find()
        .filter(former_address::Column::AccountId.eq(account.id))
        .filter(former_address::Column::ChangedAt.gte(link.created_at));
    if later.one(cx.read()).await?.is_some() {
        return Ok(None);
    }
    let key = subject::key(cx, cx.read(), account.id).await?;
    sealed::email(&key, &account).map(Some)
}

/// What the page of a confirmation shows.
pub struct ToConfirm {
    /// The address.
    pub email: String,
    /// The zone that the browser told at the registration.
    pub zone: Option<String>,
    /// Whether this browser registered.
    pub is_here: bool,
}

/// What a living link would confirm.
pub async fn to_confirm(cx: &Cx, text: &str, browser: &Browser) -> Outcome<ToConfirm, BadLink> {
    let link = find(cx, cx.read(), text, &[TokenKind::Confirm]).await?;
    let account = account::Entity::find_by_id(link.account_id).one(cx.read()).await?;
    let account = account.ok_or_else(|| Fault::new("a link without an account"))?;
    let key = subject::key(cx, cx.read(), account.id).await?;
    Ok(ToConfirm { email: sealed::email(&key, &account)?, is_here: is_of(cx, &link, browser), zone: account.zone })
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
