//! What clients call an account.

use crate::tables::subject::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use std::collections::{HashMap, HashSet};

/// Where it is sealed.
pub(crate) const PLACE: &str = "oidc_subject.sub_sealed";

/// What they call this one; `None`: it has signed in to none.
pub async fn of_account<C: ConnectionTrait>(cx: &Cx, conn: &C, account: Uuid) -> Result<Option<String>, Fault> {
    let Some(row) = Entity::find_by_id(account).one(conn).await? else { return Ok(None) };
    let key = subject::key(cx, conn, account).await?;
    key.open_text(PLACE, account, &row.sub_sealed).map(Some)
}

/// The same of some hundreds of accounts. What was changed past the program is left out: it must not stop what is done for others.
pub async fn of_accounts<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    accounts: HashSet<Uuid>,
) -> Result<HashMap<Uuid, String>, Fault> {
    let accounts: Vec<Uuid> = accounts.into_iter().collect();
    let keys = subject::keys(cx, conn, &accounts).await?;
    let all = Entity::find().filter(Column::AccountId.is_in(accounts)).all(conn).await?;
    let opened = all.into_iter().filter_map(|row| {
        let sub = keys.get(&row.account_id)?.open_text(PLACE, row.account_id, &row.sub_sealed).ok()?;
        Some((row.account_id, sub))
    });
    Ok(opened.collect())
}
