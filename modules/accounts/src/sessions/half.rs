//! Sign-ins that owe the second step (ACC-9). Each is bound to its browser by a cookie, opens nothing but the page of that step, and ends
//! after ten minutes, at the fifth wrong code, and with whatever ends all sessions.

use crate::model::{State, term, token};
use crate::tables::account;
use crate::tables::half_sign_in::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::{Sessions, bound_token};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};

/// Five wrong codes end one.
pub(crate) const HALVES: Sessions =
    Sessions { table: "half_sign_in", owner: "account_id", domain: token::HALF, failures: Some("failures") };

/// One that lives, with its account.
#[derive(Clone, Debug)]
pub struct Half {
    /// Its row.
    pub id: Uuid,
    /// Whose sign-in it is.
    pub account: Uuid,
    /// "Keep me signed in".
    pub kept: bool,
}

/// Begins one; the token goes into the cookie and is stored nowhere.
pub(crate) async fn begin(cx: &Cx, tx: &Tx, account: Uuid, kept: bool) -> Result<Secret<String>, Fault> {
    let text = bound_token::make(cx, token::HALF, account, token::SECOND_STEP);
    let row = ActiveModel {
        id: Set(cx.id()),
        token_hash: Set(token::hash(cx, token::HALF, text.expose())),
        account_id: Set(account),
        kept: Set(kept),
        failures: Set(0),
        seen_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(term::SECOND_STEP)),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    HALVES.keep_newest(cx, tx, account, term::MOST_HALF).await?;
    Ok(text)
}

/// The one of this cookie.
pub async fn find(cx: &Cx, text: &str) -> Result<Option<Half>, Fault> {
    if !bound_token::is_plausible(text) {
        return Ok(None);
    }
    let by_token = Entity::find().filter(Column::TokenHash.is_in(token::hashes(cx, token::HALF, text)));
    let Some(row) = by_token.one(cx.read()).await?.filter(|row| is_live(cx, row)) else { return Ok(None) };
    if !bound_token::is_for(cx, token::HALF, text, row.account_id, token::SECOND_STEP) {
        tracing::error!(half = %row.id, "half a sign-in was pointed at somebody else, and is refused");
        return Ok(None);
    }
    let account = account::Entity::find_by_id(row.account_id).one(cx.read()).await?;
    let is_active = account.is_some_and(|account| account.state == State::Active);
    Ok(is_active.then_some(Half { id: row.id, account: row.account_id, kept: row.kept }))
}

/// Holds one until the transaction ends; `None` when it has ended. The account's row is held before it.
pub(crate) async fn hold(cx: &Cx, tx: &Tx, half: &Half) -> Result<Option<Model>, Fault> {
    let own = Entity::find_by_id(half.id).filter(Column::AccountId.eq(half.account));
    Ok(own.lock_exclusive().one(&**tx).await?.filter(|row| is_live(cx, row)))
}

/// Ends one.
pub(crate) async fn end(tx: &Tx, id: Uuid) -> Result<(), Fault> {
    Entity::delete_by_id(id).exec(&**tx).await?;
    Ok(())
}

fn is_live(cx: &Cx, row: &Model) -> bool {
    row.expires_at.is_within(cx.now(), term::SECOND_STEP)
}
