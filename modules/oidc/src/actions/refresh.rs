//! A client goes on with a refresh token (RFC 6749 §6), and gets another one in its place. The one that was just used is answered once more for
//! thirty seconds, with the same next one: the answer may have been lost. Where the next one was used, it was not lost, and the one before gives
//! nothing any more. Later its use says that somebody else has it too, and ends everything that came of the sign-in (RFC 9700 §4.14.2, ACC-21).

use super::tokens::{Of, Tokens, make, new_refresh};
use super::{held, revoke};
use crate::events;
use crate::model::client::Client;
use crate::model::problem::{Code, Problem};
use crate::model::request_check::{allowed, covers};
use crate::model::terms;
use crate::queries::families::is_live;
use crate::queries::keys::keys;
use crate::queries::{subjects, tokens};
use crate::tables::refresh::{Column, Entity, Model};
use crate::tables::{app, family};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::Limit;
use gatehouse_guard::limit::check_key;
use sea_orm::entity::prelude::*;

/// Where the next token lies for who did not get the answer.
pub(super) const NEXT: &str = "oidc_refresh.next_sealed";

/// What a client brings.
#[derive(Clone, Default)]
pub struct Refresh {
    /// The token.
    pub token: String,
    /// Fewer scopes for the access token; empty: all.
    pub scope: String,
    /// The thumbprint of the key that the client has proven.
    pub jkt: Option<String>,
}

/// Refresh tokens of one sign-in: 60 at once, then one a minute. Each leaves a row, and an access token holds for fifteen.
const OF_SIGN_IN: Limit = Limit { action: "oidc.refresh", burst: 60, seconds_each: 60 };
const NONE: Problem = Problem::grant("the refresh token is unknown, has ended, was revoked, or is another client's");

/// Gives the tokens.
pub async fn refresh(cx: &Cx, client: &Client, asked: &Refresh) -> Outcome<Tokens, Problem> {
    let keys = keys(cx).await?;
    let tx = cx.begin().await?;
    let (row, family) = find(cx, &tx, client, &asked.token).await?.ok_or(NONE).or_refuse()?;
    if !is_live(&family, cx.now()) {
        return Err(refuse(NONE));
    }
    // A stolen token opens nothing without its key, and so takes nothing away either.
    if family.jkt.is_some() && family.jkt != asked.jkt {
        return Err(refuse(Problem::new(Code::InvalidDpopProof, "the token is bound to another key")));
    }
    let scope = if asked.scope.is_empty() { family.allowed.as_str() } else { asked.scope.as_str() };
    if !covers(&family.allowed, scope) {
        return Err(refuse(Problem::new(Code::InvalidScope, "the sign-in was for less")));
    }
    // Nor does a client get what it may not ask for any more.
    let scope = allowed(client, scope);
    if scope.is_empty() {
        return Err(refuse(Problem::new(Code::InvalidScope, "none of these scopes is allowed to this client")));
    }
    let next = match row.used_at {
        None if row.expires_at <= cx.now() => return Err(refuse(NONE)),
        None => {
            check_key(cx, OF_SIGN_IN, &family.id.to_string())?.or_refuse()?;
            rotated(cx, &tx, &row, &family).await?
        }
        Some(at) if at.was_within(cx.now(), terms::GRACE) => {
            again(cx, &tx, &row, &family).await?.ok_or(NONE).or_refuse()?
        }
        Some(_) => return reused(cx, tx, client, &family).await,
    };
    app::Entity::update_many()
        .col_expr(app::Column::UsedAt, Expr::value(cx.now()))
        .filter(app::Column::Id.eq(family.app_id))
        .exec(&*tx)
        .await?;
    let sub = subjects::of_account(cx, &*tx, family.account_id).await?.ok_or(NONE).or_refuse()?;
    let of = Of { client, family: &family, sub: &sub, scope: &scope, nonce: None };
    let tokens = make(cx, &keys, &of, Some(next))?;
    tx.commit().await?;
    Ok(tokens)
}

/// The token with its sign-in, held; `None`: there is none for this client.
async fn find(cx: &Cx, tx: &Tx, client: &Client, text: &str) -> Result<Option<(Model, family::Model)>, Fault> {
    let Some((row, family)) = tokens::refresh(cx, &**tx, text).await? else { return Ok(None) };
    if family.client != client.id {
        return Ok(None);
    }
    let Some(family) = held(tx, family.id).await? else { return Ok(None) };
    // Anew behind the lock: another request may have used it.
    let row = Entity::find_by_id(row.id).one(&**tx).await?;
    Ok(row.map(|row| (row, family)))
}

/// Another one comes in its place.
async fn rotated(cx: &Cx, tx: &Tx, row: &Model, family: &family::Model) -> Result<Secret<String>, Fault> {
    let next = new_refresh(cx, tx, family).await?;
    let key = subject::key(cx, &**tx, family.account_id).await?;
    let sealed = key.seal(cx.app.random.as_ref(), NEXT, row.id, next.expose().as_bytes())?;
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .col_expr(Column::NextSealed, Expr::value(sealed))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(next)
}

/// The one that came in its place; `None`: whoever used it has got it.
async fn again(cx: &Cx, tx: &Tx, row: &Model, family: &family::Model) -> Result<Option<Secret<String>>, Fault> {
    let Some(sealed) = &row.next_sealed else { return Ok(None) };
    let key = subject::key(cx, &**tx, family.account_id).await?;
    let next = Secret::new(key.open_text(NEXT, row.id, sealed)?);
    let found = tokens::refresh(cx, &**tx, next.expose()).await?;
    Ok(found.filter(|(row, _)| row.used_at.is_none()).map(|_| next))
}

/// Somebody else has it too.
async fn reused(cx: &Cx, tx: Tx, client: &Client, family: &family::Model) -> Outcome<Tokens, Problem> {
    revoke(cx, &tx, family.id).await?;
    let line = events::REUSED.about(client.id).of_account(family.account_id);
    cx.audit(&tx, line.with(serde_json::json!({ "app_token": "refresh" }))).await?;
    tx.commit().await?;
    Err(refuse(NONE))
}
