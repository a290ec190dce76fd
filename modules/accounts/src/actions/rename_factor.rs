//! Gives a factor another name (ACC-9): it says nothing but to its owner.

use super::locked;
use crate::events;
use crate::model::{factor, profile};
use crate::queries::factors::{NAME, rows};
use crate::refusals::{FactorRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account_factor::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Renames it; an empty name leaves it as it is. Another person's is reported as not found.
pub async fn rename_factor(cx: &Cx, factor: Uuid, name: &str) -> Outcome<(), FactorRefusal> {
    let id = own_account(cx).or_refuse()?;
    let name = profile::line(name, "name", factor::LONGEST_NAME).map_err(Invalid::one).or_refuse()?;
    let tx = cx.begin().await?;
    locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if !rows(&*tx, id).await?.iter().any(|row| row.id == factor) {
        return Err(refuse(FactorRefusal::NotFound));
    }
    let Some(name) = name else { return Ok(()) };
    let key = subject::key(cx, &*tx, id).await?;
    Entity::update_many()
        .col_expr(Column::NameSealed, Expr::value(key.seal(cx.app.random.as_ref(), NAME, factor, name.as_bytes())?))
        .filter(Column::Id.eq(factor))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, events::FACTOR_RENAMED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}
