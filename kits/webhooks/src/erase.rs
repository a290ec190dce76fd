//! What is left of a person who is erased (ACC-17, PRI-3): nothing in what was sent. What was not sent yet still tells the other systems, so
//! that they erase too, and its ids go with its end.

use crate::tables::delivery::{Column, Entity, State};
use gatehouse_context::subject::KeyDestroyed;
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Clears the ids of a subject (an account, a request) whose key is destroyed, in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct DetachErased;

#[async_trait]
impl Listener<KeyDestroyed> for DetachErased {
    async fn hear(&self, cx: &Cx, tx: &Tx, destroyed: &KeyDestroyed) -> Result<(), Fault> {
        // One statement for each index.
        for column in [Column::AccountId, Column::SubjectId] {
            let marked = Entity::update_many()
                .col_expr(Column::ErasedAt, Expr::value(cx.now()))
                .filter(column.eq(destroyed.subject))
                .exec(&**tx)
                .await?
                .rows_affected;
            if marked > 0 {
                Entity::update_many()
                    .col_expr(Column::AccountId, Expr::value(None::<Uuid>))
                    .col_expr(Column::SubjectId, Expr::value(None::<Uuid>))
                    .filter(column.eq(destroyed.subject))
                    .filter(Column::State.ne(State::Waiting))
                    .exec(&**tx)
                    .await?;
            }
        }
        Ok(())
    }
}
