//! A client proves itself by its secret, and the use is noted: to the hour, so that a busy client costs no writing, and so that staff see
//! which of two secrets nobody uses any more. A secret that lies under an older pepper is moved to the one in use.

use crate::model::client::Client;
use crate::queries::client_seals;
use crate::queries::clients::{SECRET, proven_by};
use crate::tables::client_secret::{Column, Entity};
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{Fault, HOUR, Secret};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// As [`proven`](crate::queries::clients::proven), in a transaction of the caller's.
pub async fn use_secret(cx: &Cx, tx: &Tx, client_id: &str, secret: &Secret<String>) -> Result<Option<Client>, Fault> {
    let Some((client, row)) = proven_by(cx, &**tx, client_id, secret).await? else { return Ok(None) };
    if row.used_at.is_some_and(|at| at.was_within(cx.now(), HOUR)) {
        return Ok(Some(client));
    }
    let version = peppers::writing(cx, tx, SECRET).await?;
    let mut moved = row.clone();
    moved.secret_hash = cx.app.keys.lookup_under(version, SECRET, secret.expose().as_bytes())?.to_vec();
    let key = client_seals::opener(cx, &**tx).await?;
    // Beside somebody who ends it at this moment, the end stays, and the seal that says so.
    let end = row.ends_at.map_or_else(|| Column::EndsAt.is_null(), |at| Column::EndsAt.eq(at));
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .col_expr(Column::SecretHash, Expr::value(moved.secret_hash.clone()))
        .col_expr(Column::PepperVersion, Expr::value(version))
        .col_expr(Column::RightsSealed, Expr::value(client_seals::of_secret(cx, &key, &moved)?))
        .filter(Column::Id.eq(row.id))
        .filter(Column::SecretHash.eq(row.secret_hash))
        .filter(end)
        .exec(&**tx)
        .await?;
    Ok(Some(client))
}
