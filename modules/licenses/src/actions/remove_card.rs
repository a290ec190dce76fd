//! The shop says that it keeps no card of somebody any more, of its own accord or because they took it back (ACC-19).

use crate::events;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::purchase;
use crate::tables::saved_card::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::entity::prelude::*;

/// Why nothing was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RemoveCardRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
}

/// Removes the card of the account that the order belongs to, and that it was taken back; without one nothing changes. Returns the order.
pub async fn remove_card(cx: &Cx, id: Uuid) -> Outcome<Uuid, RemoveCardRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let order = purchase::Entity::find_by_id(id).one(cx.read()).await?;
    let order = order.ok_or(RemoveCardRefusal::UnknownOrder).or_refuse()?;
    let tx = cx.begin().await?;
    if let Some(account) = order.buyer_account
        && Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&*tx).await?.rows_affected > 0
    {
        cx.audit(&tx, events::CARD_REMOVED.about(id).of_account(account)).await?;
    }
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// An account is deleted: its card goes with it.
pub(crate) async fn forget_account(tx: &gatehouse_db::Tx, account: Uuid) -> Result<(), gatehouse_core::Fault> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}
