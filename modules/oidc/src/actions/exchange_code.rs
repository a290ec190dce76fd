//! A client gets its tokens for a code (RFC 6749 §4.1.3): the code lives for a minute, is for this client, this address, this verifier and the
//! session in which the person agreed, and is used once. A second use ends everything that came of the first (RFC 9700 §2.1.1).

use super::answer::{CODE, code_binding};
use super::tokens::{Of, Tokens, make, new_refresh};
use super::{held, revoke};
use crate::events;
use crate::model::client::Client;
use crate::model::pkce;
use crate::model::problem::{Code, Problem};
use crate::model::request_check::{OFFLINE, has};
use crate::queries::families::is_live;
use crate::queries::keys::keys;
use crate::queries::subjects;
use crate::tables::code::{Column, Entity, Model};
use crate::tables::family;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, refuse};
use gatehouse_db::Tx;
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;

/// What a client brings.
#[derive(Clone, Default)]
pub struct Exchange {
    /// The code.
    pub code: String,
    /// Where it was sent.
    pub redirect_uri: String,
    /// What the challenge was made of.
    pub verifier: String,
    /// The thumbprint of the key that the client has proven.
    pub jkt: Option<String>,
}

const NONE: Problem = Problem::grant("the code is unknown, was used, has ended, or is another client's");

/// Gives the tokens.
pub async fn exchange_code(cx: &Cx, client: &Client, asked: &Exchange) -> Outcome<Tokens, Problem> {
    if !bound_token::is_plausible(&asked.code) {
        return Err(refuse(NONE));
    }
    let keys = keys(cx).await?;
    let tx = cx.begin().await?;
    let (found, family) = find(cx, &tx, client, &asked.code).await?.ok_or(NONE).or_refuse()?;
    if found.used_at.is_some() {
        revoke(cx, &tx, family.id).await?;
        let line = events::REUSED.about(client.id).of_account(family.account_id);
        cx.audit(&tx, line.with(serde_json::json!({ "app_token": "code" }))).await?;
        tx.commit().await?;
        return Err(refuse(NONE));
    }
    let family = judged(cx, &found, family, asked).or_refuse()?;
    let sub = subjects::of_account(cx, &*tx, family.account_id).await?.ok_or(NONE).or_refuse()?;
    used(cx, &tx, &found, &family).await?;
    let refresh = if has(&family.allowed, OFFLINE) { Some(new_refresh(cx, &tx, &family).await?) } else { None };
    let nonce = found.nonce.as_deref();
    let of = Of { client, family: &family, sub: &sub, scope: &family.allowed, nonce };
    let tokens = make(cx, &keys, &of, refresh)?;
    tx.commit().await?;
    Ok(tokens)
}

/// The code with its sign-in, held; `None`: there is none for this client.
async fn find(cx: &Cx, tx: &Tx, client: &Client, text: &str) -> Result<Option<(Model, family::Model)>, Fault> {
    let hashes = token::hashes(cx, CODE, text);
    let by_code = || Entity::find().filter(Column::CodeHash.is_in(hashes.clone())).filter(Column::Client.eq(client.id));
    let Some(row) = by_code().one(&**tx).await? else { return Ok(None) };
    let Some(family) = held(tx, row.family_id).await? else { return Ok(None) };
    // Anew behind the lock: another request may have used it.
    let Some(row) = by_code().one(&**tx).await? else { return Ok(None) };
    let is_for = bound_token::is_for(cx, CODE, text, family.account_id, &code_binding(&row, &family));
    Ok((is_for && family.client == client.id).then_some((row, family)))
}

fn judged(cx: &Cx, row: &Model, family: family::Model, asked: &Exchange) -> Result<family::Model, Problem> {
    if row.expires_at <= cx.now() || !is_live(&family, cx.now()) || family.session_id.is_none() {
        return Err(NONE);
    }
    if row.redirect_uri != asked.redirect_uri {
        return Err(Problem::grant("redirect_uri is not that of the request"));
    }
    if !pkce::is_verified(&row.challenge, &asked.verifier) {
        return Err(Problem::grant("code_verifier is not what the challenge was made of"));
    }
    if family.jkt.is_some() && family.jkt != asked.jkt {
        return Err(Problem::new(Code::InvalidDpopProof, "the proof is not by the key of the request"));
    }
    Ok(family::Model { jkt: asked.jkt.clone(), ..family })
}

/// The code is used; the tokens are bound to the key that was proven.
async fn used(cx: &Cx, tx: &Tx, row: &Model, family: &family::Model) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    family::Entity::update_many()
        .col_expr(family::Column::Jkt, Expr::value(family.jkt.clone()))
        .filter(family::Column::Id.eq(family.id))
        .exec(&**tx)
        .await?;
    Ok(())
}
