//! Use cases: the only way to change anything.

mod answer;
pub mod answer_device;
pub mod authenticate;
pub mod begin;
pub mod clients;
pub mod disconnect_app;
pub mod exchange_code;
pub mod exchange_device;
pub(crate) mod follow;
pub mod go_on;
mod logouts;
pub mod note_ended;
mod person;
pub mod prove_possession;
pub mod push_request;
pub mod refresh;
mod requests;
pub mod revoke_token;
pub mod rotate_keys;
pub mod send_logout;
pub mod start_device;
pub mod tidy;
pub mod tokens;

use crate::tables::family::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// A sign-in, held until the transaction ends: before its codes and refresh tokens are judged.
async fn held(tx: &Tx, family: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(family).lock_exclusive().one(&**tx).await?)
}

/// Ends everything that came of a sign-in. It is kept a while, so that a later use of its tokens is known.
async fn revoke(cx: &Cx, tx: &Tx, family: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(cx.now()))
        .col_expr(Column::ExpiresAt, Expr::value(cx.now().plus(crate::model::terms::REVOKED)))
        .filter(Column::Id.eq(family))
        .filter(Column::RevokedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}
