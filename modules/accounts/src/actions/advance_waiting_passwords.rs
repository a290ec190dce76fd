//! Sets the passwords whose 72 hours are over (ACC-13).

use super::{locked, waiting_passwords};
use crate::model::login::WAIT;
use crate::queries::logins::waiting;
use crate::tables::waiting_password::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Passwords looked at in one run.
const MOST: u64 = 500;

/// Sets each whose time has come; returns how many.
pub async fn advance_waiting_passwords(cx: &Cx) -> Result<u64, Fault> {
    let due = Entity::find().filter(Column::AskedAt.lte(cx.now().plus(-WAIT)));
    let found = due.order_by_asc(Column::AskedAt).limit(MOST).all(cx.read()).await?;
    let mut done = 0;
    for row in found {
        done += u64::from(advance(cx, row.account_id).await?);
    }
    Ok(done)
}

async fn advance(cx: &Cx, account: Uuid) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    if locked(&tx, account).await?.is_none() {
        return Ok(false);
    }
    // Stopped, or set by another node, in this very moment: then there is nothing to do.
    let row = waiting(&*tx, account).await?;
    let Some(row) = row.filter(|row| cx.now().since(row.asked_at) >= WAIT) else { return Ok(false) };
    waiting_passwords::carry_out(cx, &tx, &row).await?;
    tx.commit().await?;
    Ok(true)
}
