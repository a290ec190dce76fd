//! The archive of one's own data.

use crate::tables::account_export::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// The one of this account, unless its time is over.
pub async fn own_export(cx: &Cx, account: Uuid) -> Result<Option<Model>, Fault> {
    let row = Entity::find().filter(Column::AccountId.eq(account)).one(cx.read()).await?;
    Ok(row.filter(|row| row.expires_at > cx.now()))
}
