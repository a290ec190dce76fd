//! Licenses that are used to their limit or beyond (LIC-14).

use crate::rights::LicensesRead;
use crate::tables::license;
use crate::tables::over_use_case::{Column, Entity, Model};
use gatehouse_context::May;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverUseColumn {
    /// Hundredths of the seats.
    Percent,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverUseFilter {
    /// All that are followed, not only those that last.
    pub all: bool,
    /// They last when they were beyond their seats before this moment.
    pub before: Option<Moment>,
}

/// One of them, with its license.
pub(crate) struct Followed {
    /// The row.
    pub row: Model,
    /// The license.
    pub license: Option<license::Model>,
}

/// The licenses that are followed.
pub(crate) async fn followed(
    cx: &May<LicensesRead>,
    filter: OverUseFilter,
    sorting: Sorting<OverUseColumn>,
    request: &PageRequest,
) -> Result<Paged<Followed>, Fault> {
    let OverUseColumn::Percent = sorting.column;
    let mut found = Entity::find();
    if !filter.all {
        found = found.filter(Column::OverSince.lte(filter.before));
    }
    let place = |row: &Model| (SortKey::Int(row.percent), row.id);
    let page = keyset(cx.read(), found, (Column::Percent, Column::Id), sorting.direction, request, place).await?;
    let licenses = license::Entity::find()
        .filter(license::Column::Id.is_in(page.items.iter().map(|row| row.license_id)))
        .all(cx.read())
        .await?;
    let mut licenses: HashMap<Uuid, license::Model> = licenses.into_iter().map(|row| (row.id, row)).collect();
    Ok(page.map(|row| Followed { license: licenses.remove(&row.license_id), row }))
}
