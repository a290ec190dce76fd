//! Time moves trials on (LIC-22): one that was not activated in time is closed, a running one ends, and an ended one is closed after its last
//! reminder's day. Each with one statement; asked again, nothing is left to do.

use crate::model::reminder::SILENT_DAYS;
use crate::model::state::TrialState;
use crate::tables::trial::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

/// Moves all that are due.
pub(crate) async fn move_on(cx: &Cx) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let ended = Condition::all().add(Column::State.eq(TrialState::Running)).add(Column::EndsAt.lte(now));
    Entity::update_many().col_expr(Column::State, Expr::value(TrialState::Ended)).filter(ended).exec(&*tx).await?;
    // A day more than the reader's zone could need, so that the last reminder always has its day.
    let silent = now.plus(-(SILENT_DAYS + 1) * DAY);
    let over = Condition::any()
        .add(Condition::all().add(Column::State.eq(TrialState::Mailed)).add(Column::ActivateBy.lte(now)))
        .add(Condition::all().add(Column::State.eq(TrialState::Ended)).add(Column::EndsAt.lte(silent)));
    Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Closed))
        .col_expr(Column::ClosedAt, Expr::value(now))
        .filter(over)
        .exec(&*tx)
        .await?;
    tx.commit().await
}
