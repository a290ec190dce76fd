//! The chats of a customer, and their place in the line.

use crate::model::state::State;
use crate::tables::chat::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::aside;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

/// Chats of the history that are shown.
const SHOWN: u64 = 100;

/// In this state. The word stands in the statement, as it stands in the indexes of one state: a bound one finds none of them.
pub(crate) fn is_in(state: State) -> Expr {
    Expr::cust(format!("state = '{}'", state.word()))
}

/// Not over, the same.
pub(crate) fn goes_on() -> Expr {
    Expr::cust(format!("state <> '{}'", State::Ended.word()))
}

/// Those of an account in its own name, or in that of a company. They are found by the account: a company may have many more.
fn of_account(account: Uuid, company: Option<Uuid>) -> Select<Entity> {
    let own = Entity::find().filter(Column::AccountId.eq(account));
    match company {
        Some(company) => own.filter(aside(Column::CompanyId.eq(company))),
        None => own.filter(Column::CompanyId.is_null()),
    }
}

/// The chat of an account that goes on.
pub async fn running<C: ConnectionTrait>(
    conn: &C,
    account: Uuid,
    company: Option<Uuid>,
) -> Result<Option<Model>, Fault> {
    Ok(of_account(account, company).filter(goes_on()).one(conn).await?)
}

/// The chats of the account that acts, the latest first.
pub async fn history(cx: &Cx, company: Option<Uuid>) -> Result<Vec<Model>, Fault> {
    let Some(account) = cx.actor.account() else { return Ok(Vec::new()) };
    let own = of_account(account, company).filter(Column::EraseAt.gt(cx.now()));
    Ok(own.order_by_desc(Column::Id).limit(SHOWN).all(cx.read()).await?)
}

/// How many wait in all, as far as anybody counts.
pub(crate) async fn waiting<C: ConnectionTrait>(conn: &C) -> Result<u64, Fault> {
    Ok(Entity::find().filter(is_in(State::Waiting)).count(conn).await?)
}

/// How many of these are of people without an account.
pub(crate) async fn visitors_waiting<C: ConnectionTrait>(conn: &C) -> Result<u64, Fault> {
    let waiting = Entity::find().filter(is_in(State::Waiting)).filter(Column::AccountId.is_null());
    Ok(waiting.count(conn).await?)
}

/// The place of a chat in the line: 1 is next. `None`: it does not wait.
pub async fn place<C: ConnectionTrait>(conn: &C, chat: Uuid) -> Result<Option<u64>, Fault> {
    let Some(row) = Entity::find_by_id(chat).one(conn).await? else { return Ok(None) };
    if row.state != State::Waiting {
        return Ok(None);
    }
    let same = Condition::all().add(Column::WaitingSince.eq(row.waiting_since)).add(Column::Id.lt(row.id));
    let earlier = Condition::any().add(Column::WaitingSince.lt(row.waiting_since)).add(same);
    let before = Entity::find().filter(is_in(State::Waiting)).filter(earlier).count(conn).await?;
    Ok(Some(before + 1))
}

/// Whether an account has chats that it can read still.
pub(crate) async fn has_any(cx: &Cx, account: Uuid) -> Result<bool, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).select_only().column(Column::Id);
    Ok(own.into_tuple::<Uuid>().one(cx.read()).await?.is_some())
}
