//! What a list of licenses shows besides their own rows, so that several hits can be told apart: the order's number, the end
//! of the code, and how many accounts have it (LIC-17). Four queries a page, whatever its length.

use crate::model::{code, note};
use crate::tables::{license, license_code, license_holder, purchase};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Personal, Uuid};
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
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut orders: Vec<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
    orders.sort_unstable();
    orders.dedup();
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    let numbers = numbers(cx, &orders).await?;
    let codes = code::open_all(&keys, &codes_of(cx, &ids).await?)?;
    let holders = holders(cx, &ids).await?;
    let details = |row: &license::Model| RowDetails {
        order: numbers.get(&row.purchase_id).cloned().unwrap_or_default(),
        last_group: codes.get(&row.id).map(|code| code.last_group().to_owned()).unwrap_or_default(),
        holders: holders.get(&row.id).copied().unwrap_or_default(),
        block_note: note::of_block(keys.get(&row.purchase_id), row),
    };
    Ok(rows.iter().map(|row| (row.id, details(row))).collect())
}

/// The numbers of orders.
async fn numbers(cx: &Cx, orders: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    use purchase::{Column, Entity};
    let numbers = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Number])
        .filter(Column::Id.is_in(orders.iter().copied()))
        .into_tuple::<(Uuid, String)>()
        .all(cx.read())
        .await?;
    Ok(numbers.into_iter().collect())
}

async fn codes_of(cx: &Cx, licenses: &[Uuid]) -> Result<Vec<license_code::Model>, Fault> {
    use license_code::{Column, Entity};
    Ok(Entity::find()
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(Column::ReplacedAt.is_null())
        .order_by_asc(Column::Id)
        .all(cx.read())
        .await?)
}

/// In how many accounts licenses stand.
async fn holders(cx: &Cx, licenses: &[Uuid]) -> Result<HashMap<Uuid, i64>, Fault> {
    use license_holder::{Column, Entity};
    let counts = Entity::find()
        .select_only()
        .column(Column::LicenseId)
        .column_as(Column::Id.count(), "holders")
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .group_by(Column::LicenseId)
        .into_tuple::<(Uuid, i64)>()
        .all(cx.read())
        .await?;
    Ok(counts.into_iter().collect())
}
