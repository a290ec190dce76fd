//! A person has the card forgotten that they saved in the shop (ACC-19): its digits and its end are deleted here at once, and the shop
//! reads that it was taken back.

use crate::events;
use crate::tables::saved_card::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Outcome, Refusal, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Why it was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum TakeBackRefusal {
    /// Nobody is signed in.
    #[refusal(403, "card.not_yours", refusal_card_not_yours)]
    NotTheOwner,
}

/// Takes the card of the acting account back; where there is none, nothing changes.
pub async fn take_card_back(cx: &Cx) -> Outcome<(), TakeBackRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(TakeBackRefusal::NotTheOwner)) };
    let tx = cx.begin().await?;
    let saved = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::ForgottenAt.is_null())
        .lock_exclusive()
        .one(&*tx)
        .await?;
    let Some(row) = saved else { return Ok(()) };
    Entity::update_many()
        .col_expr(Column::CardSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::EndsAt, Expr::value(None::<Moment>))
        .col_expr(Column::ForgottenAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, events::CARD_TAKEN_BACK.about(row.purchase_id).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
