//! Sends the next notice of each removal that waits, and removes the factors a day after the third one (ACC-9). What counts is the notices: where
//! nothing ran for days, or a clock jumped, the owner still hears three times before anything is removed.

use super::{locked, removals};
use crate::model::factor::{BETWEEN, NOTICES};
use crate::queries::factors;
use crate::tables::factor_removal::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Removals looked at in one run.
const MOST: u64 = 500;

/// One step for each whose time has come; returns how many.
pub async fn advance_removals(cx: &Cx) -> Result<u64, Fault> {
    let due = Condition::any()
        .add(Column::ToldAt.lte(cx.now().plus(-BETWEEN)))
        // A notice of the future was sent by a clock that was ahead, and is sent again.
        .add(Column::ToldAt.gt(cx.now().latest_believed()));
    let found = Entity::find().filter(due).order_by_asc(Column::ToldAt).limit(MOST).all(cx.read()).await?;
    let mut done = 0;
    for Model { account_id, .. } in found {
        done += u64::from(advance(cx, account_id).await?);
    }
    Ok(done)
}

async fn advance(cx: &Cx, account: Uuid) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    let Some(row) = locked(&tx, account).await? else { return Ok(false) };
    // Stopped, or looked at by another node, in this very moment: then there is nothing to do.
    let Some(removal) = factors::removal(&*tx, account).await? else { return Ok(false) };
    let was_ahead = !removal.told_at.has_come(cx.now());
    if !was_ahead && cx.now().since(removal.told_at) < BETWEEN {
        return Ok(false);
    }
    if !was_ahead && removal.told >= NOTICES {
        removals::carry_out(cx, &tx, &row).await?;
    } else {
        let told = if was_ahead { removal.told } else { removal.told + 1 };
        let removal = Model { told, told_at: cx.now(), ..removal };
        Entity::update_many()
            .col_expr(Column::Told, Expr::value(removal.told))
            .col_expr(Column::ToldAt, Expr::value(removal.told_at))
            .filter(Column::Id.eq(removal.id))
            .exec(&*tx)
            .await?;
        removals::tell(cx, &tx, &row, &removal).await?;
    }
    tx.commit().await?;
    Ok(true)
}
