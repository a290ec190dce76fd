//! What staff noted about a license.

use crate::model::note;
use crate::rights::LicensesRead;
use crate::tables::license;
use crate::tables::license_note::{Column, Entity};
use gatehouse_context::{May, subject};
use gatehouse_core::Fault;
use gatehouse_core::note::{MOST, Note};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// The notes about a license, newest first. Who reads them has looked at the license, and the log says so.
pub async fn staff_notes(cx: &May<LicensesRead>, license: &license::Model) -> Result<Vec<Note>, Fault> {
    let rows = Entity::find()
        .filter(Column::LicenseId.eq(license.id))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(cx.read())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let Some(key) = key else { return Ok(Vec::new()) };
    let opened = rows.into_iter().filter_map(|row| {
        let text = note::of_staff(&key, &row)?;
        Some(Note { id: row.id, author: row.author_id, at: row.at, text })
    });
    Ok(opened.collect())
}
