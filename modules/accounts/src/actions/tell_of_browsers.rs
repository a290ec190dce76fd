//! Tells owners together of the further new browsers that signed in within an hour of the last mail (ACC-10).

use super::known_browsers::was_just_told;
use super::locked;
use crate::mails;
use crate::queries::{browsers, contacts};
use crate::tables::known_device::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::BTreeSet;

/// Browsers looked at in one run.
const MOST: u64 = 500;

/// One mail to each owner who was told of a new browser an hour ago or earlier and has got more since; returns how many.
pub async fn tell_of_browsers(cx: &Cx) -> Result<u64, Fault> {
    let untold: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::ToldAt.is_null())
        // Those whose hour is over come first, however many are still waiting for it.
        .order_by_asc(Column::FirstAt)
        .limit(MOST)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut told = 0;
    for account in untold.into_iter().collect::<BTreeSet<_>>() {
        let tx = cx.begin().await?;
        let Some(row) = locked(&tx, account).await? else { continue };
        let known = browsers::of_account(&*tx, account).await?;
        let must_wait = known.iter().filter_map(|row| row.told_at).any(|at| was_just_told(cx, at));
        let new: Vec<&Model> = known.iter().filter(|row| row.told_at.is_none()).collect();
        if new.is_empty() || must_wait {
            continue;
        }
        let to = contacts::recipient(cx, &tx, &row).await?;
        let seen: Vec<_> = new.iter().map(|row| (row.first_at, row.agent.as_deref(), row.network.as_deref())).collect();
        mails::new_devices::queue(cx, &tx, &to, &seen).await?;
        Entity::update_many()
            .col_expr(Column::ToldAt, Expr::value(cx.now()))
            .filter(Column::AccountId.eq(account))
            .filter(Column::ToldAt.is_null())
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}
