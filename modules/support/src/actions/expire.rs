//! Requests of an ended license or contract are canceled with a mail (SUP-10), after the operator's days of grace; a week before the end their people
//! are told. A license counts as ended only where its holder has no other running one of the product.

use super::step::{Doer, happened, hold, move_on};
use super::tell::Telling;
use crate::events::{EXPIRED, of_account};
use crate::model::settings::Settings;
use crate::model::transition::By;
use crate::queries::licensed;
use crate::tables::contract;
use crate::tables::request::{self, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_licenses::model::holder::Holder;
use gatehouse_licenses::tables::license;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, QueryOrder as _, QuerySelect as _, QueryTrait as _};
use serde_json::json;

/// Days before the end in which its people are told.
const TOLD: i64 = 7;
/// Requests of one turn.
pub(crate) const PART: u64 = 200;

/// Active requests behind `after` whose license or contract has ended or will within a week.
pub(crate) async fn ending(cx: &Cx, after: Uuid) -> Result<Vec<Uuid>, Fault> {
    let soon = cx.now().plus(TOLD * DAY);
    // Asked of each active request: licenses that have ended are many more.
    let license = license::Entity::find()
        .select_only()
        .column(license::Column::Id)
        .filter(license::Column::EndsOrder.lte(soon.0))
        .filter(Expr::col((license::Entity, license::Column::Id)).equals((Entity, Column::LicenseId)))
        .into_query();
    let contract = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .filter(contract::Column::EndsAt.lte(soon))
        .filter(Expr::col((contract::Entity, contract::Column::Id)).equals((Entity, Column::ContractId)))
        .into_query();
    let ends = Condition::any().add(Expr::exists(license)).add(Expr::exists(contract));
    Ok(Entity::find()
        .filter(Column::Active.eq(true))
        .filter(Column::Id.gt(after))
        .filter(ends)
        .order_by_asc(Column::Id)
        .limit(PART)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// Tells or cancels one of them, as it is now.
pub async fn expire(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, id).await?.filter(|row| row.active) else { return Ok(()) };
    if row.erase_at.is_some_and(|at| at <= now) || row.merged_into.is_some() {
        return Ok(());
    }
    let Some(ends) = ends(cx, &tx, &row).await? else { return Ok(()) };
    let canceled = ends.plus(cx.service::<Settings>()?.grace());
    let doer = Doer::program(By::Entitlement);
    if canceled <= now {
        match move_on(cx, &tx, &mut row, crate::model::status::Status::CanceledExpired, doer, json!({})).await {
            Ok(()) => {}
            Err(Stop::Broken(fault)) => return Err(fault),
            Err(Stop::Refused(_)) => return Err(Fault::new("an active request that cannot expire")),
        }
        Telling::of(cx, &tx, &row, None).await?.ended("").await?;
        cx.audit(&tx, of_account(EXPIRED.about(id), row.account_id)).await?;
    } else if !row.end_told {
        row.end_told = true;
        Telling::of(cx, &tx, &row, None).await?.ends_soon(canceled).await?;
        happened(cx, &tx, &mut row, doer, ("end_told", None, None), json!({})).await?;
    } else {
        return Ok(());
    }
    tx.commit().await
}

/// When the ground of a request ends; `None`: it does not, or something else has taken its place.
async fn ends(cx: &Cx, tx: &Tx, row: &request::Model) -> Result<Option<Moment>, Fault> {
    if let Some(contract) = row.contract_id {
        let found = contract::Entity::find_by_id(contract).one(&**tx).await?;
        return Ok(found.map(|contract| contract.ends_at));
    }
    let (Some(license), Some(product)) = (row.license_id, row.product_id) else { return Ok(None) };
    let holder = match (row.company_id, row.account_id) {
        (Some(company), _) => Holder::Company(company),
        (None, Some(account)) => Holder::Account(account),
        (None, None) => return Ok(None),
    };
    let running = licensed::of_product(cx, &**tx, holder, product).await?;
    // Another one that runs on carries the request.
    let soon = cx.now().plus(TOLD * DAY);
    if running.iter().any(|one| one.ends_at.is_none_or(|at| at > soon)) {
        return Ok(None);
    }
    let latest = running.iter().filter_map(|one| one.ends_at).max();
    let own = license::Entity::find_by_id(license).one(&**tx).await?.and_then(|one| one.ends_at);
    Ok(latest.or(own))
}
