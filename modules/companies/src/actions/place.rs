//! Finding the place of a name among those of its company (COM-4, [`crate::model::place`]): with few reads, under the company's lock.

use crate::model::name::MemberName;
use crate::model::order::{NameKey, NameOrder};
use crate::model::place::{ASIDE, between, spread, window};
use crate::queries::members::sealed_name_of;
use crate::rights::Locked;
use crate::tables::company_member::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, FromQueryResult, Order, QueryOrder as _, QuerySelect as _, Select, Statement, Value};
use std::cmp;

/// The place of a name of a member who has none yet, or another name than before. Others may be moved for it.
pub async fn place(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid, name: &MemberName) -> Result<i64, Fault> {
    let rows = Entity::find().filter(Column::CompanyId.eq(company.id())).filter(Column::Id.ne(member));
    let (below, above) = neighbors(cx, tx, company, member, &NameKey::of(name, member)).await?;
    match between(below, above) {
        Some(place) => Ok(place),
        None => {
            // The member's own row steps aside too, further than the others: its old place may be what another one gets.
            Entity::update_many()
                .col_expr(Column::NamePlace, ExprTrait::sub(Expr::col(Column::NamePlace), 2 * ASIDE))
                .filter(Column::Id.eq(member))
                .exec(&**tx)
                .await?;
            make_room(tx, company.id(), &rows, below, above).await
        }
    }
}

/// A row as it is compared.
#[derive(FromQueryResult)]
struct Placed {
    id: Uuid,
    name_place: i64,
    names_sealed: Vec<u8>,
}

/// Parts into which one reading cuts the places that are left.
const CUTS: i64 = 8;

/// The places of the two between which the name stands: some seven reads for a hundred thousand names.
async fn neighbors(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    member: Uuid,
    key: &NameKey,
) -> Result<(Option<i64>, Option<i64>), Fault> {
    let order = NameOrder::of(&company.row().lang)?;
    let of = (company.id(), member);
    let ends = placed(tx, of, &[format!("select min({OTHERS}"), format!("select max({OTHERS}")], Vec::new()).await?;
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else { return Ok((None, None)) };
    let (first, last) = (first.name_place, last.name_place);
    match stands_after(cx, tx, &order, key, &ends).await? {
        0 => return Ok((None, Some(first))),
        both if both == ends.len() => return Ok((Some(last), None)),
        _ => {}
    }
    // Between `below` and `above`, nothing stands at `end` or behind it.
    let (mut below, mut above, mut end) = (first, last, last);
    while end - below > 1 {
        let step = cmp::max((end - below) / CUTS, 1);
        let cuts: Vec<i64> = (0..CUTS).map(|cut| below + 1 + cut * step).collect();
        let each = (0..cuts.len())
            .map(|cut| format!("select min({OTHERS} and name_place < $3 and name_place >= ${}", cut + 4));
        let values = std::iter::once(end).chain(cuts.iter().copied()).collect();
        let rows = placed(tx, of, &each.collect::<Vec<_>>(), values).await?;
        let after = stands_after(cx, tx, &order, key, &rows).await?;
        above = rows.get(after).map_or(above, |row| row.name_place);
        let Some(row) = after.checked_sub(1).and_then(|at| rows.get(at)) else { break };
        below = row.name_place;
        end = cmp::min(cuts.into_iter().find(|cut| *cut > below).unwrap_or(end), above);
    }
    Ok((Some(below), Some(above)))
}

/// What each of the readings has in common, behind its function.
const OTHERS: &str = "name_place) from company_member where company_id = $1 and id <> $2";

/// The rows at the places that these readings answer, in their order.
async fn placed(tx: &Tx, of: (Uuid, Uuid), each: &[String], places: Vec<i64>) -> Result<Vec<Placed>, Fault> {
    let each = each.join("), (");
    let text = format!(
        "select id, name_place, names_sealed from company_member where company_id = $1 and name_place in (({each})) order by name_place"
    );
    let values = [of.0.into(), of.1.into()].into_iter().chain(places.into_iter().map(Value::from));
    let read = Statement::from_sql_and_values(tx.get_database_backend(), text, values);
    Ok(Placed::find_by_statement(read).all(&**tx).await?)
}

/// How many of these rows, which are in order, stand before the name.
async fn stands_after(cx: &Cx, tx: &Tx, order: &NameOrder, key: &NameKey, rows: &[Placed]) -> Result<usize, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, &**tx, &ids).await?;
    for (at, row) in rows.iter().enumerate() {
        let other = sealed_name_of(keys.get(&row.id), row.id, &row.names_sealed)?;
        if order.compare(key, &NameKey::of(&other, row.id)).is_lt() {
            return Ok(at);
        }
    }
    Ok(rows.len())
}

/// Spreads the rows around a gap that is full, and answers the place that is left between them. Each round takes twice as many rows, so
/// a few are enough.
async fn make_room(
    tx: &Tx,
    company: Uuid,
    rows: &Select<Entity>,
    below: Option<i64>,
    above: Option<i64>,
) -> Result<i64, Fault> {
    for round in 0..24 {
        let most = window(round);
        let (mut lower, bottom) = side(tx, rows, below, most, Order::Desc).await?;
        let (upper, top) = side(tx, rows, above, most, Order::Asc).await?;
        lower.reverse();
        let Some(places) = spread(lower.len() + 1 + upper.len(), bottom, top) else { continue };
        let free = places.get(lower.len()).copied();
        let free = free.ok_or_else(|| Fault::new("a spread has no place for the new name"))?;
        let moved: Vec<(Uuid, i64)> =
            lower.into_iter().chain(upper).zip(places.into_iter().filter(|place| *place != free)).collect();
        set_aside(tx, company, &moved).await?;
        return Ok(free);
    }
    Err(Fault::new("the names of a company find no room"))
}

/// The ids of up to `most` rows on one side of the gap, the nearest first, and the place of the next one behind them.
async fn side(
    tx: &Tx,
    rows: &Select<Entity>,
    from: Option<i64>,
    most: usize,
    order: Order,
) -> Result<(Vec<Uuid>, Option<i64>), Fault> {
    let Some(from) = from else { return Ok((Vec::new(), None)) };
    let select = match order {
        Order::Desc => rows.clone().filter(Column::NamePlace.lte(from)),
        _ => rows.clone().filter(Column::NamePlace.gte(from)),
    };
    let select = select.select_only().column(Column::Id).column(Column::NamePlace).order_by(Column::NamePlace, order);
    let mut found: Vec<(Uuid, i64)> = select.limit(u64::try_from(most)? + 1).into_tuple().all(&**tx).await?;
    let next = if found.len() > most { found.pop().map(|(_, place)| place) } else { None };
    Ok((found.into_iter().map(|(id, _)| id).collect(), next))
}

/// Rows of one statement: its values stay below what SQLite takes.
const PART: usize = 2_000;

/// Gives rows their new places. They step aside first, because no two may have one place at any moment.
pub(super) async fn set_aside(tx: &Tx, company: Uuid, moved: &[(Uuid, i64)]) -> Result<(), Fault> {
    for part in moved.chunks(PART) {
        Entity::update_many()
            .col_expr(Column::NamePlace, ExprTrait::sub(Expr::col(Column::NamePlace), ASIDE))
            .filter(Column::CompanyId.eq(company))
            .filter(Column::Id.is_in(part.iter().map(|(id, _)| *id)))
            .exec(&**tx)
            .await?;
    }
    for part in moved.chunks(PART) {
        let mut values: Vec<Value> = vec![company.into()];
        let mut cases = String::new();
        for (id, place) in part {
            let at = values.len() + 1;
            cases.push_str(&format!(" when id = ${at} then cast(${} as bigint)", at + 1));
            values.push((*id).into());
            values.push((*place).into());
        }
        let ids: Vec<String> = (0..part.len()).map(|row| format!("${}", row * 2 + 2)).collect();
        let ids = ids.join(", ");
        let text = format!(
            "update company_member set name_place = case{cases} else name_place end where company_id = $1 and id in ({ids})"
        );
        tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    }
    Ok(())
}
