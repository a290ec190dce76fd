//! What clients call an account.

use crate::tables::subject::{Column, Entity};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// What they call this one; `None`: it has signed in to none.
pub async fn of_account<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<String>, Fault> {
    Ok(Entity::find_by_id(account).one(conn).await?.map(|row| row.sub))
}

/// The account that is called so.
pub async fn account<C: ConnectionTrait>(conn: &C, sub: &str) -> Result<Option<Uuid>, Fault> {
    Ok(Entity::find().filter(Column::Sub.eq(sub)).one(conn).await?.map(|row| row.account_id))
}
