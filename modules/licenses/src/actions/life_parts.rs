//! What top-up, renewal, reserve and merge share: who may, the locked rows, and the note of what was changed (LIC-18, LIC-19).

use super::acting::{acts, may_choose};
use crate::model::behalf::Behalf;
use crate::model::holder::Holder;
use crate::model::license::NO_END;
use crate::model::life::StepKind;
use crate::model::life_refusal::LifeRefusal;
use crate::rights::{LicensesWrite, may};
use crate::tables::license::{Column, Entity, Model};
use crate::tables::{license_change, license_holder, license_step};
use gatehouse_catalog::model::input::Reader;
use gatehouse_catalog::model::merge_rule::MOST_TRANSITION_DAYS;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, QueryOrder, QuerySelect, Set, UpdateMany};
use std::collections::{BTreeMap, BTreeSet};

/// The most characters of an order's line.
const LINE: usize = 120;
const LINE_UNIQUE: Unique = Unique { name: "license_step_line", columns: "license_step.line" };

/// Holders may change licenses of their account, who manages a company's those that it has by their codes, clerks and their programs all.
/// A company's right is judged again behind the locks, by [`entered`].
pub(super) async fn may_change(cx: &Cx, behalf: Behalf, licenses: &[Uuid]) -> Outcome<(), LifeRefusal> {
    if let Behalf::Company(company) = behalf {
        let may = may_choose(cx, company, licenses).await?;
        return if may { Ok(()) } else { Err(refuse(LifeRefusal::NotHere)) };
    }
    let Some(account) = cx.actor.account() else {
        may::<LicensesWrite>(cx).or_refuse()?;
        return Ok(());
    };
    let held = license_holder::Entity::find()
        .filter(license_holder::Column::AccountId.eq(account))
        .filter(license_holder::Column::LicenseId.is_in(licenses.iter().copied()))
        .count(cx.read())
        .await?;
    if held == licenses.len() as u64 { Ok(()) } else { Err(refuse(LifeRefusal::NotHere)) }
}

/// The same of a company, whose licenses the transaction holds.
pub(super) async fn entered(cx: &Cx, tx: &Tx, behalf: Behalf, rows: &[&Model]) -> Outcome<(), LifeRefusal> {
    if behalf == Behalf::Own {
        return Ok(());
    }
    let holder = acts(cx, tx, behalf, rows).await.map_err(|stop| stop.map(LifeRefusal::Enter))?;
    holder.map(|_| ()).ok_or_else(|| refuse(LifeRefusal::NotHere))
}

/// Which accounts and companies have each of these licenses.
pub(super) async fn holders_of<C: ConnectionTrait>(
    conn: &C,
    licenses: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, BTreeSet<Holder>>, Fault> {
    use license_holder::{Column, Entity};
    let mut holders: BTreeMap<Uuid, BTreeSet<Holder>> = licenses.into_iter().map(|id| (id, BTreeSet::new())).collect();
    let held = Entity::find().filter(Column::LicenseId.is_in(holders.keys().copied())).all(conn).await?;
    for row in held {
        holders.entry(row.license_id).or_default().extend(row.holder());
    }
    Ok(holders)
}

/// The rows, held until the transaction ends, in the order of their ids, so that no two transactions wait for each other.
pub(super) async fn locked(tx: &Tx, licenses: &[Uuid]) -> Result<Vec<Model>, Fault> {
    let rows = Entity::find().filter(Column::Id.is_in(licenses.iter().copied())).order_by_asc(Column::Id);
    Ok(rows.lock_exclusive().all(&**tx).await?)
}

/// One row, held; still at `version`, where one is given.
pub(super) async fn locked_one(tx: &Tx, license: Uuid, version: Option<i64>) -> Outcome<Model, LifeRefusal> {
    let row = locked(tx, &[license]).await?.pop().ok_or_else(|| refuse(LifeRefusal::Unknown))?;
    if version.is_some_and(|version| version != row.version) {
        return Err(refuse(LifeRefusal::Stale));
    }
    Ok(row)
}

/// No decision about these waits for its date ([`super::change_sold_license`]): it says how many seats there will be.
pub(super) async fn no_change_waits(tx: &Tx, licenses: &[Uuid]) -> Outcome<(), LifeRefusal> {
    use license_change::{Column, Entity};
    let waiting = Entity::find()
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(Column::AppliedAt.is_null())
        .filter(Column::CalledOffAt.is_null());
    if waiting.count(&**tx).await? > 0 { Err(refuse(LifeRefusal::ChangeWaits)) } else { Ok(()) }
}

/// A change of one license: its version, and that its status is to be looked at anew.
pub(super) fn change(license: Uuid) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .col_expr(Column::StatusUntil, Expr::value(Moment(0)))
        .filter(Column::Id.eq(license))
}

/// A new end, with what lists sort by. A fixed end stays one.
pub(super) fn ending(change: UpdateMany<Entity>, license: &Model, end: Option<Moment>) -> UpdateMany<Entity> {
    let change = change
        .col_expr(Column::EndsAt, Expr::value(end))
        .col_expr(Column::EndsOrder, Expr::value(end.map_or(NO_END, |end| end.0)));
    if license.fixed_until.is_some() { change.col_expr(Column::FixedUntil, Expr::value(end)) } else { change }
}

/// A line of an order as it may be written down; empty: none.
pub(super) fn line(reader: &mut Reader, text: &str) -> Option<String> {
    Some(reader.optional_line("line", text, LINE)).filter(|line| !line.is_empty())
}

/// The days of a transition as they were entered; `None`: as the product says.
pub(super) fn transition(reader: &mut Reader, text: &str) -> Option<i64> {
    reader.optional_number("transition_days", text, 0, MOST_TRANSITION_DAYS)
}

/// The product of a license, which says how long old codes go on.
pub(super) async fn product_of(tx: &Tx, license: &Model) -> Result<product::Model, Fault> {
    let found = product::Entity::find_by_id(license.product_id).one(&**tx).await?;
    found.ok_or_else(|| Fault::new("a license without its product"))
}

/// When old codes stop: after so many days, else as the product says.
pub(super) fn old_until(now: Moment, given: Option<i64>, product: &product::Model) -> Moment {
    now.plus(given.unwrap_or(product.transition_days).saturating_mul(DAY))
}

/// Whether this line was told before, of this license and for the same. The license's row is held, so two tellings come one after
/// another; one of another license meets the unique index.
pub(super) async fn is_told(tx: &Tx, license: Uuid, kind: StepKind, line: Option<&str>) -> Outcome<bool, LifeRefusal> {
    use license_step::{Column, Entity};
    let Some(line) = line else { return Ok(false) };
    match Entity::find().filter(Column::Line.eq(line)).one(&**tx).await? {
        Some(step) if (step.license_id, step.kind) == (license, kind) => Ok(true),
        Some(_) => Err(refuse(LifeRefusal::LineTaken)),
        None => Ok(false),
    }
}

/// What was changed.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// What was done.
    pub kind: StepKind,
    /// Seats after it.
    pub seats: i64,
    /// The end after it.
    pub ends: Option<Moment>,
    /// The other license.
    pub other: Option<Uuid>,
}

/// Writes down what was changed at a license that was `before`.
pub(super) async fn note(
    cx: &Cx,
    tx: &Tx,
    before: &Model,
    step: Step,
    line: Option<String>,
) -> Outcome<(), LifeRefusal> {
    let row = license_step::ActiveModel {
        id: Set(cx.id()),
        license_id: Set(before.id),
        kind: Set(step.kind),
        at: Set(cx.now()),
        line: Set(line),
        seats_before: Set(before.seats),
        seats_after: Set(step.seats),
        ends_before: Set(before.ends_at),
        ends_after: Set(step.ends),
        other_id: Set(step.other),
    };
    match license_step::Entity::insert(row).exec_without_returning(&**tx).await {
        Ok(_) => Ok(()),
        Err(error) if LINE_UNIQUE.violated_by(&error) => Err(refuse(LifeRefusal::LineTaken)),
        Err(error) => Err(Fault::from(error).into()),
    }
}

/// The reserve of a license whose row is held: it comes, goes and takes over under that lock alone.
pub(super) async fn reserve_of(tx: &Tx, license: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(Column::ReserveFor.eq(license)).one(&**tx).await?)
}
