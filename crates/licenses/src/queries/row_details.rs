//! What a list of licenses shows besides their own rows, so that several hits can be told apart: the order's number, the end
//! of the code, and how many accounts have it (LIC-17). Four queries a page, whatever its length.

use crate::model::{code, note};
use crate::tables::{license, license_code, license_holder, purchase};
use gatehouse_core::{Fault, Personal, Uuid};
use gatehouse_db::{Cx, subject};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The same of one license.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowDetails {
    /// Its order's number.
    pub order: String,
    /// The last five symbols of its code, which are no secret (LIC-4); empty when the code or its key is gone.
    pub last_group: String,
    /// In how many accounts it stands.
    pub holders: i64,
    /// The clerk's words to the holder of a blocked one.
    pub block_note: Option<Personal<String>>,
}

/// For these licenses (one page of them), by id.
pub async fn row_details(cx: &Cx, rows: &[license::Model]) -> Result<HashMap<Uuid, RowDetails>, Fault> {
    let mut found: HashMap<Uuid, RowDetails> = HashMap::with_capacity(rows.len());
    if rows.is_empty() {
        return Ok(found);
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut orders: Vec<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
    orders.sort_unstable();
    orders.dedup();
    let numbers: HashMap<Uuid, String> = purchase::Entity::find()
        .select_only()
        .column(purchase::Column::Id)
        .column(purchase::Column::Number)
        .filter(purchase::Column::Id.is_in(orders.iter().copied()))
        .into_tuple::<(Uuid, String)>()
        .all(cx.read())
        .await?
        .into_iter()
        .collect();
    for row in rows {
        let order = numbers.get(&row.purchase_id).cloned().unwrap_or_default();
        found.insert(row.id, RowDetails { order, ..RowDetails::default() });
    }
    let codes = license_code::Entity::find()
        .filter(license_code::Column::LicenseId.is_in(ids.iter().copied()))
        .filter(license_code::Column::ReplacedAt.is_null())
        .order_by_asc(license_code::Column::Id)
        .all(cx.read())
        .await?;
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    for row in rows {
        if let Some(details) = found.get_mut(&row.id) {
            details.block_note = note::of_block(keys.get(&row.purchase_id), row);
        }
    }
    for row in codes {
        // The key of an erased order is gone, and its code with it.
        if let (Some(key), Some(details)) = (keys.get(&row.purchase_id), found.get_mut(&row.license_id)) {
            code::open(key, row.id, &row.code_sealed)?.last_group().clone_into(&mut details.last_group);
        }
    }
    let holders = license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .column_as(license_holder::Column::Id.count(), "holders")
        .filter(license_holder::Column::LicenseId.is_in(ids))
        .group_by(license_holder::Column::LicenseId)
        .into_tuple::<(Uuid, i64)>()
        .all(cx.read())
        .await?;
    for (license, count) in holders {
        if let Some(details) = found.get_mut(&license) {
            details.holders = count;
        }
    }
    Ok(found)
}
