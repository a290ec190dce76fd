//! What clients call an account.

use crate::tables::subject::Entity;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// What they call this one; `None`: it has signed in to none.
pub async fn of_account<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<String>, Fault> {
    Ok(Entity::find_by_id(account).one(conn).await?.map(|row| row.sub))
}
