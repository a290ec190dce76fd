//! What clients call an account.

use crate::tables::subject::{Column, Entity};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use std::collections::{HashMap, HashSet};

/// What they call this one; `None`: it has signed in to none.
pub async fn of_account<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<String>, Fault> {
    Ok(Entity::find_by_id(account).one(conn).await?.map(|row| row.sub))
}

/// The same of some hundreds of accounts, by one statement.
pub async fn of_accounts<C: ConnectionTrait>(
    conn: &C,
    accounts: HashSet<Uuid>,
) -> Result<HashMap<Uuid, String>, Fault> {
    let all = Entity::find().filter(Column::AccountId.is_in(accounts)).all(conn).await?;
    Ok(all.into_iter().map(|row| (row.account_id, row.sub)).collect())
}
