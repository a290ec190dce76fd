//! Splits names of before, each of which was one text, into first and last name (ACC-16). The first start of a newer program does
//! it, because it alone has the keys; it can be stopped anywhere and goes on at the next start, also on several nodes at once.

use crate::queries::sealed::{self, Place};
use crate::tables::account::{Column, Entity};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::sync::Arc;

/// Names of one transaction.
const PART: u64 = 200;

/// Splits what is left to split; returns how many.
pub async fn split_names(app: &Arc<App>) -> Result<u64, Fault> {
    let cx = &Cx::program(app, "accounts");
    let (mut split, mut after) = (0, Uuid::nil());
    loop {
        let left = Entity::find().filter(Column::NameSealed.is_not_null()).filter(Column::Id.gt(after));
        let rows = left.order_by_asc(Column::Id).limit(PART).all(cx.read()).await?;
        let Some(last) = rows.last() else { return Ok(split) };
        after = last.id;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        let tx = cx.begin().await?;
        for row in rows {
            let Some(key) = keys.get(&row.id) else { continue };
            // Still one text: it is split as it is read.
            let name = match sealed::name(key, &row) {
                Ok(name) => name,
                Err(fault) => {
                    tracing::error!(%fault, account = %row.id, "a name opens nothing and stays as it is");
                    continue;
                }
            };
            let seal = |place: Place, text: Option<&str>| place.seal_some(cx, key, row.id, text);
            Entity::update_many()
                .col_expr(Column::NameSealed, Expr::value(None::<Vec<u8>>))
                .col_expr(Column::FirstNameSealed, Expr::value(seal(Place::FIRST_NAME, name.first.as_deref())?))
                .col_expr(Column::LastNameSealed, Expr::value(seal(Place::LAST_NAME, name.last.as_deref())?))
                .filter(Column::Id.eq(row.id))
                // Another node may have been faster, and the person may have written another name since.
                .filter(Column::NameSealed.is_not_null())
                .exec(&*tx)
                .await?;
            split += 1;
        }
        tx.commit().await?;
    }
}
