//! What is kept for half a minute only goes: tokens that lie sealed for who did not get an answer.

use crate::model::terms;
use crate::tables::{device, refresh};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;

/// Takes them out.
pub async fn tidy(cx: &Cx) -> Result<(), Fault> {
    let over = cx.now().plus(-terms::GRACE);
    let nothing = || Expr::value(None::<Vec<u8>>);
    let tx = cx.begin().await?;
    refresh::Entity::update_many()
        .col_expr(refresh::Column::NextSealed, nothing())
        .filter(refresh::Column::NextSealed.is_not_null())
        .filter(refresh::Column::UsedAt.lt(over))
        .exec(&*tx)
        .await?;
    device::Entity::update_many()
        .col_expr(device::Column::NextSealed, nothing())
        .filter(device::Column::NextSealed.is_not_null())
        .filter(device::Column::UsedAt.lt(over))
        .exec(&*tx)
        .await?;
    tx.commit().await
}
