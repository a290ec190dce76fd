//! Time moves trials on (LIC-22): one that was not activated in time is closed, and its person can have theirs after all; a running one
//! ends, and an ended one is closed after its last reminder's day. Asked again, nothing is left to do.

use super::taken;
use crate::model::person::Person;
use crate::model::reminder::SILENT_DAYS;
use crate::model::state::TrialState;
use crate::tables::trial::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, UpdateMany};

/// Trials that were not activated in time, of one turn; the others have theirs within the hour.
const PART: u64 = 500;

/// Moves all that are due.
pub(crate) async fn move_on(cx: &Cx) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Ended))
        .filter(Column::State.eq(TrialState::Running))
        .filter(Column::EndsAt.lte(now))
        .exec(&*tx)
        .await?;
    // A day more than the reader's zone could need, so that the last reminder always has its day.
    let silent = now.plus(-(SILENT_DAYS + 1) * DAY);
    let over = closed(now).filter(Column::State.eq(TrialState::Ended)).filter(Column::EndsAt.lte(silent));
    over.exec(&*tx).await?;
    close_unused(cx, &tx).await?;
    tx.commit().await
}

fn closed(now: Moment) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Closed))
        .col_expr(Column::ClosedAt, Expr::value(now))
}

/// Those whose code nobody used, and that works no more.
async fn close_unused(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    let now = cx.now();
    let unused = Entity::find().filter(Column::State.eq(TrialState::Mailed)).filter(Column::ActivateBy.lte(now));
    let rows: Vec<Model> = unused.order_by_asc(Column::Id).limit(PART).lock_exclusive().all(&**tx).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let keys = subject::keys(cx, &**tx, &ids).await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(key) = keys.get(&row.id) {
            people.push((row.product_id, Person::open(key, row)?.email.0));
        }
    }
    closed(now).filter(Column::Id.is_in(ids)).exec(&**tx).await?;
    taken::give_back(cx, tx, &people).await
}
