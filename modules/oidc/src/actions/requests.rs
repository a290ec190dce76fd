//! Requests are kept: steps of the actions that begin sign-ins.

use crate::model::request::Asked;
use crate::model::terms;
use crate::queries::requests::{DOMAIN, PLACE};
use crate::tables::request::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::token::NewToken;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Keeps what is asked; answers the token by which it is found. `is_opened`: a browser has brought it.
pub(super) async fn keep(
    cx: &Cx,
    tx: &Tx,
    client: Uuid,
    asked: &Asked,
    is_opened: bool,
) -> Result<Secret<String>, Fault> {
    let (id, token) = (cx.id(), NewToken::make(cx, DOMAIN));
    let key = subject::key(cx, &**tx, subject::INSTALLATION).await?;
    let life = if is_opened { terms::REQUEST } else { terms::PUSHED };
    let row = ActiveModel {
        id: Set(id),
        token_hash: Set(token.hash),
        client: Set(client),
        asked_sealed: Set(key.seal(cx.app.random.as_ref(), PLACE, id, &serde_json::to_vec(asked)?)?),
        is_opened: Set(is_opened),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(life)),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(token.text)
}

/// A browser has brought a pushed one: it lives for as long as its person needs.
pub(super) async fn open(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::IsOpened, Expr::value(true))
        .col_expr(Column::ExpiresAt, Expr::value(cx.now().plus(terms::REQUEST)))
        .filter(Column::Id.eq(id))
        .filter(Column::IsOpened.eq(false))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// It is answered; `false`: it was, or has ended.
pub(super) async fn take(tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    Ok(Entity::delete_by_id(id).exec(&**tx).await?.rows_affected == 1)
}
