//! Licenses of trials, for the module that knows who tries (LIC-22).

use super::license::open_code;
use crate::tables::license::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// These licenses by their ids, a query for each 500.
pub async fn by_ids<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>, Fault> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let rows = Entity::find().filter(Column::Id.is_in(part.iter().copied())).all(conn).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// The code of a trial, for a mail to who asked for it; `None` where there is none any more.
pub async fn code<C: ConnectionTrait>(cx: &Cx, conn: &C, license: Uuid) -> Result<Option<Secret<String>>, Fault> {
    let Some(license) = Entity::find_by_id(license).one(conn).await? else { return Ok(None) };
    Ok(open_code(cx, conn, &license).await?.map(|code| Secret::new(code.to_string())))
}
