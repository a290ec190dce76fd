//! Saved cards, for the person and for the shop (ACC-19).

use crate::model::card::Card;
use crate::rights::OrdersRead;
use crate::tables::purchase;
use crate::tables::saved_card::{Column, Entity, Model};
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use sea_orm::entity::prelude::*;

/// A card that is saved.
pub struct Saved {
    /// Four digits and a month.
    pub card: Card,
    /// When the shop told of it.
    pub at: Moment,
}

/// How somebody's card stands.
pub enum CardState {
    /// There is none.
    None,
    /// This one is saved.
    Saved(Saved),
    /// They took it back at this moment.
    TakenBack(Moment),
}

/// The card of an account; `None` without one, and once it was taken back.
pub async fn own(cx: &Cx, account: Uuid) -> Result<Option<Saved>, Fault> {
    match state(cx, account).await? {
        CardState::Saved(saved) => Ok(Some(saved)),
        CardState::None | CardState::TakenBack(_) => Ok(None),
    }
}

async fn state(cx: &Cx, account: Uuid) -> Result<CardState, Fault> {
    let Some(row) = Entity::find().filter(Column::AccountId.eq(account)).one(cx.read()).await? else {
        return Ok(CardState::None);
    };
    if let Some(at) = row.forgotten_at {
        return Ok(CardState::TakenBack(at));
    }
    let sealed = row.card_sealed.as_deref();
    let (Some(sealed), Some(ends)) = (sealed, row.ends_at) else { return Ok(CardState::None) };
    // One that has ended waits for the sweeper.
    if ends <= cx.now() {
        return Ok(CardState::None);
    }
    let key = subject::key(cx, cx.read(), account).await?;
    Ok(CardState::Saved(Saved { card: Card::open(&key, row.id, sealed)?, at: row.saved_at }))
}

/// The card of the account that an order belongs to; `None`: no such order.
pub async fn of_order(cx: &May<OrdersRead>, order: Uuid) -> Result<Option<CardState>, Fault> {
    let Some(order) = purchase::Entity::find_by_id(order).one(cx.read()).await? else { return Ok(None) };
    match order.buyer_account {
        Some(account) => state(cx, account).await.map(Some),
        None => Ok(Some(CardState::None)),
    }
}

/// Cards that were taken back, the first one first, until the shop has said that it heard of it.
pub async fn taken_back(cx: &May<OrdersRead>, request: &PageRequest) -> Result<Paged<Model>, Fault> {
    let select = Entity::find().filter(Column::ForgottenAt.is_not_null());
    let place = |row: &Model| (SortKey::Int(row.forgotten_at.map_or(0, |at| at.0)), row.id);
    keyset(cx.read(), select, (Column::ForgottenAt, Column::Id), Direction::Ascending, request, place).await
}
