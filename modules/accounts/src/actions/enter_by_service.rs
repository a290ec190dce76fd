//! Signs in by an account elsewhere that is attached (ACC-7, ACC-8). It is found by its service and the subject there, never by an address.
//! The second step is asked for as after a password (ACC-9).

use super::known_browsers::Met;
use super::locked;
use super::sign_in::{Entered, Here, let_in};
use crate::model::State;
use crate::model::identity::Identity;
use crate::queries::browsers;
use crate::queries::identities::{by_subject, label};
use crate::tables::account_identity::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault};
use sea_orm::entity::prelude::*;

/// Lets its owner in; `None` where it is attached to no account.
pub async fn enter_by_service(cx: &Cx, identity: &Identity, here: &Here) -> Result<Option<Entered>, Fault> {
    let Some(found) = by_subject(cx, cx.read(), identity).await? else { return Ok(None) };
    let cx = &cx.acting_as(Actor::Account { id: found.account_id });
    let known = browsers::known(cx, found.account_id, here.device.as_deref()).await?;
    let tx = cx.begin().await?;
    let row = locked(&tx, found.account_id).await?.filter(|row| row.state == State::Active);
    let Some(row) = row else { return Ok(None) };
    // Detached meanwhile: then it opens nothing.
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(found.id))
        .exec(&*tx)
        .await?;
    if used.rows_affected == 0 {
        return Ok(None);
    }
    let here = Here { service: Some(label(cx, &identity.provider)), ..here.clone() };
    let entered = let_in(cx, &tx, &row, known.map_or(Met::New, Met::Before), &here).await?;
    tx.commit().await?;
    Ok(Some(entered))
}
