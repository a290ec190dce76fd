//! What was bought with an address before it had an account comes into the account when the address is proven (LIC-3, LIC-5).
//!
//! The rule: of orders that nobody else answers for, the codes that were mailed to the buyer; a batch for a printer is for other
//! people. As with a code that is added by hand, a license for N devices is in N accounts at the most; other than there, one that has
//! ended or is blocked comes too, because the person bought it. At most 1,000 licenses are attached, those of the newest orders
//! first: more than that buys a reseller, whose codes are added one by one.

use super::verify;
use crate::actions::connection::connection_changed;
use crate::events;
use crate::model::holder::Holder;
use crate::model::license::Kind;
use crate::model::order::AT_ONCE;
use crate::tables::{issue_batch, license, license_holder, purchase};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use purchase::Column;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, ExprTrait, QueryOrder, QuerySelect, Select, Set};
use std::collections::{HashMap, HashSet};

/// The most licenses that an address brings along.
pub const MOST: u64 = 1_000;
/// Rows of one statement.
const PART: usize = 500;

/// Makes the orders of these look-ups the account's own, and attaches their licenses; returns how many.
pub(crate) async fn attach_bought(cx: &Cx, tx: &Tx, account: Uuid, lookups: &[Vec<u8>]) -> Result<u64, Fault> {
    let orders = claim_orders(tx, account, lookups).await?;
    let mut attached = 0;
    for part in orders.chunks(PART) {
        let left = MOST.saturating_sub(attached);
        if left == 0 {
            break;
        }
        let licenses = free_licenses(tx, account, part, left).await?;
        hold(cx, tx, account, &licenses, events::ATTACHED).await?;
        attached += licenses.len() as u64;
    }
    Ok(attached)
}

/// Licenses of trials come into the account of whoever asked for them (LIC-22), but for those that are in one already; returns
/// which came.
pub async fn attach_trials(cx: &Cx, tx: &Tx, account: Uuid, licenses: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let mut attached = Vec::new();
    for part in licenses.chunks(PART) {
        let trials = license::Entity::find()
            .filter(license::Column::Id.is_in(part.iter().copied()))
            .filter(license::Column::Kind.eq(Kind::Trial));
        let held = seats(trials.order_by_asc(license::Column::Id).lock_exclusive()).into_tuple().all(&**tx).await?;
        let free = with_room(tx, account, held).await?;
        hold(cx, tx, account, &free, events::ADDED).await?;
        attached.extend(free);
    }
    Ok(attached)
}

/// Those of these look-ups that orders lie under which nobody answers for; a statement for each 500.
pub(crate) async fn bought_with(tx: &Tx, lookups: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut found = Vec::new();
    for part in lookups.chunks(PART) {
        let unclaimed = purchase::Entity::find()
            .filter(Column::BuyerLookup.is_in(part.iter().cloned()))
            .filter(Column::BuyerAccount.is_null());
        let values = unclaimed.select_only().column(Column::BuyerLookup).distinct().into_tuple::<Option<Vec<u8>>>();
        found.extend(values.all(&**tx).await?.into_iter().flatten());
    }
    Ok(found)
}

/// The account answers for these orders from now on. Returns them, newest first.
async fn claim_orders(tx: &Tx, account: Uuid, lookups: &[Vec<u8>]) -> Result<Vec<Uuid>, Fault> {
    let unclaimed =
        Condition::all().add(Column::BuyerLookup.is_in(lookups.iter().cloned())).add(Column::BuyerAccount.is_null());
    // Held, so that a code that is issued at this moment is here, or finds the account.
    let orders: Vec<Uuid> = purchase::Entity::find()
        .filter(unclaimed.clone())
        .order_by_desc(Column::Id)
        .lock_exclusive()
        .select_only()
        .column(Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(&**tx)
        .await?;
    purchase::Entity::update_many()
        .col_expr(Column::BuyerAccount, Expr::value(account))
        .col_expr(Column::UnclaimedSince, Expr::value(None::<Moment>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(unclaimed)
        .exec(&**tx)
        .await?;
    Ok(orders)
}

/// Up to `most` licenses of these orders that have room for one more account, the newest ones; held until the transaction ends.
async fn free_licenses(tx: &Tx, account: Uuid, orders: &[Uuid], most: u64) -> Result<Vec<Uuid>, Fault> {
    let mailed = Query::select()
        .column(issue_batch::Column::Id)
        .from(issue_batch::Entity)
        .and_where(issue_batch::Column::PurchaseId.is_in(orders.iter().copied()))
        .and_where(issue_batch::Column::Total.lte(AT_ONCE))
        .to_owned();
    let of_orders = license::Entity::find()
        .filter(license::Column::PurchaseId.is_in(orders.iter().copied()))
        .filter(license::Column::BatchId.in_subquery(mailed));
    let (mut chosen, mut before) = (Vec::new(), None);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    while chosen.len() < most {
        let mut page = of_orders.clone().order_by_desc(license::Column::Id).limit(PART as u64);
        if let Some(before) = before {
            page = page.filter(license::Column::Id.lt(before));
        }
        let page: Vec<(Uuid, i64)> = seats(page).into_tuple().all(&**tx).await?;
        let Some((last, _)) = page.last() else { break };
        before = Some(*last);
        chosen.extend(with_room(tx, account, page).await?);
    }
    chosen.truncate(most);
    // Held by id, as everywhere where several licenses are held; some may have been added elsewhere meanwhile.
    chosen.sort_unstable();
    let mut free = Vec::new();
    for part in chosen.chunks(PART) {
        let held = license::Entity::find().filter(license::Column::Id.is_in(part.iter().copied()));
        let held = seats(held.order_by_asc(license::Column::Id).lock_exclusive()).into_tuple().all(&**tx).await?;
        free.extend(with_room(tx, account, held).await?);
    }
    Ok(free)
}

/// Licenses with their seats.
fn seats(select: Select<license::Entity>) -> Select<license::Entity> {
    select.select_only().column(license::Column::Id).column(license::Column::Seats)
}

/// Those that are in fewer accounts than they have seats, and not in this one.
async fn with_room(tx: &Tx, account: Uuid, licenses: Vec<(Uuid, i64)>) -> Result<Vec<Uuid>, Fault> {
    let ids: Vec<Uuid> = licenses.iter().map(|(id, _)| *id).collect();
    let accounts: HashMap<Uuid, i64> = accounts_of(tx, &ids).await?.into_iter().collect();
    let own: HashSet<Uuid> = held_by(tx, account, &ids).await?.into_iter().collect();
    let has_room = |(id, seats): &(Uuid, i64)| accounts.get(id).is_none_or(|held| held < seats) && !own.contains(id);
    Ok(licenses.into_iter().filter(has_room).map(|(id, _)| id).collect())
}

/// In how many accounts each of these licenses is; those in none are missing.
async fn accounts_of(tx: &Tx, licenses: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Fault> {
    use license_holder::{Column, Entity};
    let select = Entity::find()
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .select_only()
        .column(Column::LicenseId)
        .column_as(Column::Id.count(), "accounts")
        .group_by(Column::LicenseId);
    Ok(select.into_tuple().all(&**tx).await?)
}

/// Those of these licenses that the account has already.
async fn held_by(tx: &Tx, account: Uuid, licenses: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    use license_holder::{Column, Entity};
    let select = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .select_only()
        .column(Column::LicenseId);
    Ok(select.into_tuple().all(&**tx).await?)
}

/// The account holds these licenses from now on; `event` says how it came to them.
pub(crate) async fn hold(cx: &Cx, tx: &Tx, account: Uuid, licenses: &[Uuid], event: Event) -> Result<(), Fault> {
    for part in licenses.chunks(PART) {
        let holders = part.iter().map(|license| license_holder::ActiveModel {
            id: Set(cx.id()),
            license_id: Set(*license),
            account_id: Set(Some(account)),
            added_at: Set(cx.now()),
            company_id: Set(None),
            key_file_name_sealed: Set(None),
        });
        license_holder::Entity::insert_many(holders).exec_without_returning(&**tx).await?;
        connection_changed(cx, tx, part).await?;
        let lines = part.iter().map(|license| (cx, event.about(*license).of_account(account)));
        Cx::audit_each(tx, lines.collect()).await?;
        verify::ask(cx, tx, Holder::Account(account), part).await?;
    }
    Ok(())
}
