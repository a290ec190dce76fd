//! The names of a company are sorted anew after its language changed (COM-4): a part of them, under the company's lock and in the job's
//! transaction. Who comes or is renamed meanwhile is placed in the new order already.

use super::lock::lock;
use super::place::set_aside;
use crate::model::order::{NameKey, NameOrder};
use crate::model::sorting::moves;
use crate::queries::members::name_of;
use crate::tables::company_member::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Names that are placed in one step.
const STEP: usize = 2_000;
/// Names that are read at once.
const READ: u64 = 2_000;

/// Places some; answers whether more are left. A language that is not the company's any more has nothing to sort: the change after it has
/// a job of its own.
pub(crate) async fn sort_names(cx: &Cx, tx: &Tx, company: Uuid, lang: &str) -> Result<bool, Fault> {
    let Some(company) = lock(cx, tx, company).await?.filter(|found| found.row().lang == lang) else { return Ok(false) };
    let order = NameOrder::of(lang)?;
    let mut names = read(cx, tx, company.id()).await?;
    names.sort_by(|one, other| order.compare(&one.0, &other.0));
    let places: Vec<i64> = names.iter().map(|(_, _, place)| *place).collect();
    let mut moved = moves(&places);
    let now = moved.split_off(moved.len().saturating_sub(STEP));
    let now: Vec<(Uuid, i64)> = now.into_iter().filter_map(|(row, place)| Some((names.get(row)?.1, place))).collect();
    set_aside(tx, company.id(), &now).await?;
    Ok(!moved.is_empty())
}

/// Every name of the company with its member and its place.
async fn read(cx: &Cx, tx: &Tx, company: Uuid) -> Result<Vec<(NameKey, Uuid, i64)>, Fault> {
    let (mut all, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let own = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Id.gt(after));
        let rows = own.order_by_asc(Column::Id).limit(READ).all(&**tx).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = last.id;
        let keys = subject::keys(cx, &**tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
        for row in &rows {
            let name = name_of(keys.get(&row.id), row)?;
            all.push((NameKey::of(&name, row.id), row.id, row.name_place));
        }
    }
}
