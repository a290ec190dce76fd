//! The chats of a customer, and their place in the line.

use crate::model::state::State;
use crate::tables::chat::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, PaginatorTrait as _, QueryOrder as _, QuerySelect as _};

/// Chats of the history that are shown.
const SHOWN: u64 = 100;

/// The chat of an account that goes on.
pub async fn running<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<Model>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::State.ne(State::Ended));
    Ok(own.one(conn).await?)
}

/// The chats of the account that acts, the latest first.
pub async fn history(cx: &Cx) -> Result<Vec<Model>, Fault> {
    let Some(account) = cx.actor.account() else { return Ok(Vec::new()) };
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::EraseAt.gt(cx.now()));
    Ok(own.order_by_desc(Column::Id).limit(SHOWN).all(cx.read()).await?)
}

/// How many wait in all, as far as anybody counts.
pub(crate) async fn waiting<C: ConnectionTrait>(conn: &C) -> Result<u64, Fault> {
    Ok(Entity::find().filter(Column::State.eq(State::Waiting)).count(conn).await?)
}

/// The place of a chat in the line: 1 is next. `None`: it does not wait.
pub async fn place<C: ConnectionTrait>(conn: &C, chat: Uuid) -> Result<Option<u64>, Fault> {
    let Some(row) = Entity::find_by_id(chat).one(conn).await? else { return Ok(None) };
    if row.state != State::Waiting {
        return Ok(None);
    }
    let same = Condition::all().add(Column::WaitingSince.eq(row.waiting_since)).add(Column::Id.lt(row.id));
    let earlier = Condition::any().add(Column::WaitingSince.lt(row.waiting_since)).add(same);
    let before = Entity::find().filter(Column::State.eq(State::Waiting)).filter(earlier).count(conn).await?;
    Ok(Some(before + 1))
}
