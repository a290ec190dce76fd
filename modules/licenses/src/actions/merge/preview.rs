//! What a merge would make, before anybody confirms it (LIC-19). The same judgement as that of the merge itself.

use super::Merge;
use crate::actions::life_parts::{holders_of, may_change};
use crate::model::behalf::Behalf;
use crate::model::holder::Holder;
use crate::model::license::end_of_term;
use crate::model::life::{LATE, MOST_MERGED, Part, merged, seat_days};
use crate::model::life_refusal::{LifeRefusal, check_standing, is_of_type};
use crate::tables::license::{Column, Entity, Model};
use crate::tables::purchase;
use gatehouse_catalog::model::merge_rule::MergeRule;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};
use std::collections::BTreeSet;

/// What becomes of the licenses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The licenses that go in, the renewal among them, each with its seats and the time left.
    pub parts: Vec<(Model, Part)>,
    /// By this rule.
    pub rule: MergeRule,
    /// Seats of the new license.
    pub seats: i64,
    /// Its end.
    pub ends: Moment,
    /// Devices in use, which count in it.
    pub devices: i64,
    /// For how many days they go on with their old codes.
    pub transition_days: i64,
}

impl Preview {
    /// Whole seat-days that go in.
    pub fn seat_days_in(&self) -> i64 {
        seat_days(&self.parts.iter().map(|(_, part)| *part).collect::<Vec<_>>())
    }

    /// Whole seat-days that come out.
    pub fn seat_days_out(&self, now: Moment) -> i64 {
        // What cannot be shared out is less than a microsecond a seat, and must not look like a lost day.
        seat_days(&[Part { seats: self.seats, left: self.ends.since(now).saturating_add(1) }])
    }
}

/// What a merge would make now; changes nothing.
pub async fn preview(cx: &Cx, behalf: Behalf, input: &Merge) -> Outcome<Preview, LifeRefusal> {
    let (ids, renewal) = rows_of(input).or_refuse()?;
    may_change(cx, behalf, &ids).await?;
    let rows =
        Entity::find().filter(Column::Id.is_in(ids.iter().copied())).order_by_asc(Column::Id).all(cx.read()).await?;
    let product = match rows.first() {
        Some(row) => product::Entity::find_by_id(row.product_id).one(cx.read()).await?,
        None => None,
    };
    let Some(product) = product else { return Err(refuse(LifeRefusal::Unknown)) };
    let preview = judged(cx, cx.read(), &rows, ids.len(), renewal, product.merge_rule).await?;
    Ok(Preview { transition_days: product.transition_days, ..preview })
}

/// All licenses of the merge, each once, and the renewal.
pub(super) fn rows_of(input: &Merge) -> Result<(Vec<Uuid>, Uuid), LifeRefusal> {
    let parents: BTreeSet<Uuid> = input.licenses.iter().copied().collect();
    if parents.is_empty() || parents.len() != input.licenses.len() || parents.len() >= MOST_MERGED {
        return Err(LifeRefusal::Choice);
    }
    let renewal = input.renewal.ok_or(LifeRefusal::OnlyAtRenewal)?;
    if parents.contains(&renewal) {
        return Err(LifeRefusal::OnlyAtRenewal);
    }
    Ok((parents.into_iter().chain([renewal]).collect(), renewal))
}

/// Whether these may be merged, and what comes out.
pub(super) async fn judged<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    rows: &[Model],
    asked: usize,
    renewal: Uuid,
    rule: MergeRule,
) -> Outcome<Preview, LifeRefusal> {
    let now = cx.now();
    if rows.len() != asked {
        return Err(refuse(LifeRefusal::Unknown));
    }
    let new = rows.iter().find(|row| row.id == renewal).ok_or_else(|| refuse(LifeRefusal::Unknown))?;
    check_renewal(new, now).or_refuse()?;
    let mut parts = Vec::with_capacity(rows.len());
    for row in rows {
        let part = if row.id == renewal {
            let end = end_of_term(row, now, &cx.app.settings.vendor_zone())?;
            Part::until(row.seats, now, end.ok_or_else(|| refuse(LifeRefusal::NoEnd))?)
        } else {
            parent(row, new, now).or_refuse()?
        };
        parts.push((row.clone(), part));
    }
    check_reserves(conn, rows).await?;
    check_customer(cx, conn, rows).await?;
    let (news, olds): (Vec<_>, Vec<_>) = parts.iter().partition(|(row, _)| row.id == renewal);
    let olds: Vec<Part> = olds.into_iter().map(|(_, part)| *part).collect();
    let new_part = news.first().map(|(_, part)| *part).ok_or_else(|| refuse(LifeRefusal::Unknown))?;
    let out = merged(rule, &olds, new_part).ok_or_else(|| refuse(LifeRefusal::TooLarge))?;
    let devices: i64 = rows.iter().map(|row| row.seats_used).sum();
    if devices > out.seats {
        return Err(refuse(LifeRefusal::DevicesInUse { devices, seats: out.seats }));
    }
    Ok(Preview { parts, rule, seats: out.seats, ends: now.plus(out.left), devices, transition_days: 0 })
}

/// Whether a license can be the renewal: it runs from its first activation or to a date, and nothing of it was used.
fn check_renewal(new: &Model, now: Moment) -> Result<(), LifeRefusal> {
    check_standing(new)?;
    if new.first_activated_at.is_some() || new.seats_used > 0 || new.parents > 0 {
        return Err(LifeRefusal::OnlyAtRenewal);
    }
    if new.activate_by.into_iter().chain(new.fixed_until).any(|by| by <= now) {
        return Err(LifeRefusal::Expired);
    }
    Ok(())
}

/// A license that goes in: one that runs, or ended so shortly ago that a renewal is still in time.
fn parent(row: &Model, new: &Model, now: Moment) -> Result<Part, LifeRefusal> {
    check_standing(row)?;
    if !is_of_type(row, new) {
        return Err(LifeRefusal::OtherType);
    }
    if row.first_activated_at.is_none() {
        return Err(LifeRefusal::NotActivated);
    }
    let end = row.ends_at.ok_or(LifeRefusal::NoEnd)?;
    if end.plus(LATE) < now { Err(LifeRefusal::Expired) } else { Ok(Part::until(row.seats, now, end)) }
}

/// A license with a reserve keeps it: the reserve is removed first, so that nobody loses it by the way.
async fn check_reserves<C: ConnectionTrait>(conn: &C, rows: &[Model]) -> Outcome<(), LifeRefusal> {
    let waiting = Entity::find().filter(Column::ReserveFor.is_in(rows.iter().map(|row| row.id)));
    if waiting.count(conn).await? > 0 { Err(refuse(LifeRefusal::HasReserve)) } else { Ok(()) }
}

/// All are of one customer. A holder merges what nobody else has, or what all of the same people have: who shares one license only must
/// not find the others in theirs. For a clerk one account has all of them, or bought them.
async fn check_customer<C: ConnectionTrait>(cx: &Cx, conn: &C, rows: &[Model]) -> Outcome<(), LifeRefusal> {
    let holders: Vec<BTreeSet<Holder>> = holders_of(conn, rows.iter().map(|row| row.id)).await?.into_values().collect();
    let is_one = if cx.actor.account().is_some() {
        holders.windows(2).all(|pair| pair[0] == pair[1])
    } else {
        let common = holders.into_iter().reduce(|all, next| &all & &next).unwrap_or_default();
        !common.is_empty() || is_one_buyer(conn, rows).await?
    };
    if is_one { Ok(()) } else { Err(refuse(LifeRefusal::OtherCustomer)) }
}

async fn is_one_buyer<C: ConnectionTrait>(conn: &C, rows: &[Model]) -> Result<bool, Fault> {
    let orders: BTreeSet<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
    if orders.len() == 1 {
        return Ok(true);
    }
    let buyers: Vec<Option<Uuid>> = purchase::Entity::find()
        .select_only()
        .column(purchase::Column::BuyerAccount)
        .filter(purchase::Column::Id.is_in(orders))
        .into_tuple()
        .all(conn)
        .await?;
    let buyers: BTreeSet<Option<Uuid>> = buyers.into_iter().collect();
    Ok(buyers.len() == 1 && !buyers.contains(&None))
}
