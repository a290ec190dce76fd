//! Licenses that are used to their limit or beyond (LIC-14).

use crate::rights::LicensesRead;
use crate::tables::license;
use crate::tables::over_use_case::{Column, Entity, Model};
use gatehouse_catalog::queries::products;
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
    /// How many may run.
    Devices,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverUseFilter {
    /// All that are followed, not only those that last.
    pub all: bool,
    /// All that are used to so many hundredths of their seats, whether that lasts or not.
    pub least: Option<i64>,
    /// They last when they were beyond their seats before this moment.
    pub before: Option<Moment>,
}

/// One of them, with its license.
pub(crate) struct Followed {
    /// The row.
    pub row: Model,
    /// The license.
    pub license: Option<license::Model>,
    /// Its product's name.
    pub product: String,
}

/// The licenses that are followed.
pub(crate) async fn followed(
    cx: &May<LicensesRead>,
    filter: OverUseFilter,
    sorting: Sorting<OverUseColumn>,
    request: &PageRequest,
) -> Result<Paged<Followed>, Fault> {
    let (column, key): (Column, fn(&Model) -> i64) = match sorting.column {
        OverUseColumn::Percent => (Column::Percent, |row| row.percent),
        OverUseColumn::Devices => (Column::Devices, |row| row.devices),
    };
    let mut found = Entity::find();
    if let Some(least) = filter.least {
        found = found.filter(Column::Percent.gte(least));
    } else if !filter.all {
        found = found.filter(Column::OverSince.lte(filter.before));
    }
    let place = |row: &Model| (SortKey::Int(key(row)), row.id);
    let page = keyset(cx.read(), found, (column, Column::Id), sorting.direction, request, place).await?;
    let licenses = license::Entity::find()
        .filter(license::Column::Id.is_in(page.items.iter().map(|row| row.license_id)))
        .all(cx.read())
        .await?;
    let mut licenses: HashMap<Uuid, license::Model> = licenses.into_iter().map(|row| (row.id, row)).collect();
    let names = products::product_names(cx, licenses.values().map(|license| license.product_id)).await?;
    Ok(page.map(|row| {
        let license = licenses.remove(&row.license_id);
        let name = license.as_ref().and_then(|license| names.get(&license.product_id));
        let product = name.map(|(_, name)| name.clone()).unwrap_or_default();
        Followed { row, license, product }
    }))
}
