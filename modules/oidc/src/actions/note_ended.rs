//! Sessions that have ended since, however they did: the database has taken them out of the sign-ins that came of them, and whoever has to hear
//! of it is told.

use super::logouts::note;
use crate::model::request_check::{OFFLINE, has};
use crate::model::terms;
use crate::tables::family::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Sign-ins of one transaction.
const PART: u64 = 100;

/// Notes some of them; `true`: there are more.
pub async fn note_ended(cx: &Cx) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    let ended: Vec<Model> = Entity::find()
        .filter(Column::SessionId.is_null())
        .filter(Column::SignedInAt.is_not_null())
        .order_by_asc(Column::Id)
        .limit(PART)
        .lock_exclusive()
        .all(&*tx)
        .await?;
    if ended.is_empty() {
        tx.rollback().await?;
        return Ok(false);
    }
    note(cx, &tx, &ended).await?;
    Entity::update_many()
        .col_expr(Column::SignedInAt, Expr::value(None::<i64>))
        .filter(Column::Id.is_in(ended.iter().map(|family| family.id)))
        .exec(&*tx)
        .await?;
    // What was allowed in the person's presence alone is over with the session.
    let over = ended.iter().filter(|family| !has(&family.allowed, OFFLINE)).map(|family| family.id);
    Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(cx.now().plus(terms::REVOKED)))
        .filter(Column::Id.is_in(over))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(ended.len() as u64 == PART)
}
