//! The figures of support (SUP-19) are counted on by a job: each request that something happened to, and each survey that was answered, gives what it
//! gives now, and what it gave before is taken out in the same transaction. So nothing is counted twice, whatever is repeated, and counting all anew
//! comes to the same.
//!
//! Events are found by their ids, which are in the order of time. Those of the last minutes are looked at again: a transaction that was begun before may be
//! committed after.

use crate::events::RECOUNTED;
use crate::jobs::figures;
use crate::model::contract::LedgerKind;
use crate::model::figures::{Dim, Facts, Given, Key, day_of, of_request, of_survey};
use crate::model::status::Status;
use crate::model::survey::KEPT;
use crate::rights::{NotAllowed, SupportSettings, may};
use crate::tables::support_count::{Entity, Model};
use crate::tables::{quota_ledger, request, request_event, support_counted, support_figure, support_target, survey};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _, Statement, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Requests, or events, of one transaction.
const PART: u64 = 500;
/// Events of this time are looked at again.
const OVERLAP: i64 = 15 * MINUTE;
/// The one row.
const ID: i64 = 1;
/// Figures that one statement writes.
const WRITTEN: usize = 500;

/// Where a job goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place(Uuid);

/// The row, held: whoever counts waits for whoever counts.
async fn held(cx: &Cx, tx: &Tx) -> Result<Model, Fault> {
    // All that happened before the first count is found by its walk through all.
    let fresh = Model {
        id: ID,
        counted_in: 1,
        event_after: cx.now().plus(-OVERLAP).first_id(),
        request_after: Some(Uuid::nil()),
        survey_after: Some(Uuid::nil()),
        counted_at: None,
    };
    let once = OnConflict::new().do_nothing().to_owned();
    Entity::insert(fresh.into_active_model()).on_conflict(once).exec_without_returning(&**tx).await?;
    let row = Entity::find_by_id(ID).lock_exclusive().one(&**tx).await?;
    row.ok_or_else(|| Fault::new("the figures of support have lost their place"))
}

/// Counts the next part; `from`: where this run of the job goes on. `None`: it has come to the end.
pub(crate) async fn count_part(cx: &Cx, from: Option<Place>) -> Result<Option<Place>, Fault> {
    let tx = cx.begin().await?;
    let mut count = held(cx, &tx).await?;
    let mut figures = BTreeMap::new();
    let mut next = None;
    if let Some(after) = count.request_after {
        let all = requests_after(&tx, after).await?;
        next = Some(Place(count.event_after));
        count.request_after = all.last().copied().filter(|_| is_full(all.len()));
        add_requests(cx, &tx, &count, &all, &mut figures).await?;
    } else if let Some(after) = count.survey_after {
        let all = surveys_after(&tx, after).await?;
        next = Some(Place(count.event_after));
        count.survey_after = all.last().map(|row| row.id).filter(|_| is_full(all.len()));
        add_surveys(cx, &tx, &count, all, &mut figures).await?;
    } else {
        let again = || Moment::of_id(count.event_after).plus(-OVERLAP).first_id();
        let after = from.map_or_else(again, |place| place.0);
        let events = events_after(&tx, after).await?;
        let touched: HashSet<Uuid> = events.iter().map(|(_, request)| *request).collect();
        let touched: Vec<Uuid> = touched.into_iter().collect();
        add_requests(cx, &tx, &count, &touched, &mut figures).await?;
        let answered = surveys_to_count(&tx).await?;
        let is_more = is_full(events.len()) || is_full(answered.len());
        add_surveys(cx, &tx, &count, answered, &mut figures).await?;
        let last = events.last().map_or(after, |(id, _)| *id);
        count.event_after = count.event_after.max(last);
        if is_more {
            next = Some(Place(last));
        } else {
            count.counted_at = Some(cx.now());
            forget_engineers(cx, &tx).await?;
        }
    }
    write(cx, &tx, &figures).await?;
    count.into_active_model().reset_all().update(&*tx).await?;
    tx.commit().await?;
    Ok(next)
}

/// How somebody of the staff was rated is kept for as long as the answers are. Counting anew brings back what there still are answers of.
async fn forget_engineers(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    use support_figure::{Column, Entity};
    let kept = day_of(cx.now().plus(-KEPT), &cx.app.settings.vendor_zone());
    let old = Entity::delete_many().filter(Column::Dim.eq(Dim::Engineer.word())).filter(Column::Day.lt(kept));
    old.exec(&**tx).await?;
    Ok(())
}

fn is_full(found: usize) -> bool {
    u64::try_from(found).unwrap_or(0) >= PART
}

async fn requests_after(tx: &Tx, after: Uuid) -> Result<Vec<Uuid>, Fault> {
    use request::{Column, Entity};
    let all = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PART);
    Ok(all.select_only().column(Column::Id).into_tuple().all(&**tx).await?)
}

async fn events_after(tx: &Tx, after: Uuid) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use request_event::{Column, Entity};
    let all = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PART);
    Ok(all.select_only().column(Column::Id).column(Column::RequestId).into_tuple().all(&**tx).await?)
}

async fn surveys_after(tx: &Tx, after: Uuid) -> Result<Vec<survey::Model>, Fault> {
    use survey::{Column, Entity};
    let all = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PART).lock_exclusive();
    Ok(all.all(&**tx).await?)
}

async fn surveys_to_count(tx: &Tx) -> Result<Vec<survey::Model>, Fault> {
    use survey::{Column, Entity};
    let all = Entity::find().filter(Column::CountAt.is_not_null()).order_by_asc(Column::CountAt).limit(PART);
    Ok(all.lock_exclusive().all(&**tx).await?)
}

/// What these requests give now, less what they gave before.
async fn add_requests(
    cx: &Cx,
    tx: &Tx,
    count: &Model,
    ids: &[Uuid],
    figures: &mut BTreeMap<Key, i64>,
) -> Result<(), Fault> {
    if ids.is_empty() {
        return Ok(());
    }
    let zone = cx.app.settings.vendor_zone();
    let rows = request::Entity::find().filter(request::Column::Id.is_in(ids.iter().copied())).all(&**tx).await?;
    let solved = solved(tx, ids).await?;
    let units = units(tx, ids).await?;
    let targets = targets(tx).await?;
    let before = support_counted::Entity::find()
        .filter(support_counted::Column::RequestId.is_in(ids.iter().copied()))
        .filter(support_counted::Column::CountedIn.eq(count.counted_in))
        .all(&**tx)
        .await?;
    let before: HashMap<Uuid, String> = before.into_iter().map(|row| (row.request_id, row.given)).collect();
    let mut written = Vec::new();
    for row in &rows {
        let facts = Facts {
            solved_at: solved.get(&row.id).copied(),
            unit_at: units.get(&row.id).copied(),
            has_target: targets.contains(&(row.level.word(), row.critical.is_some())),
        };
        let given = of_request(row, &facts, &zone);
        let text = serde_json::to_string(&given)?;
        match before.get(&row.id) {
            Some(old) if *old == text => continue,
            Some(old) => serde_json::from_str::<Given>(old)?.add_to(figures, -1),
            None => {}
        }
        given.add_to(figures, 1);
        let counted_in = count.counted_in;
        written.push(support_counted::Model { request_id: row.id, given: text, counted_in }.into_active_model());
    }
    if !written.is_empty() {
        use support_counted::{Column, Entity};
        let over = OnConflict::column(Column::RequestId).update_columns([Column::Given, Column::CountedIn]).to_owned();
        Entity::insert_many(written).on_conflict(over).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// When they were last brought to a solution.
async fn solved(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Moment>, Fault> {
    use request_event::{Column, Entity};
    let found: Vec<(Uuid, Moment)> = Entity::find()
        .filter(Column::RequestId.is_in(ids.iter().copied()))
        .filter(Column::ToStatus.eq(Status::SolutionProvided))
        .order_by_asc(Column::Id)
        .select_only()
        .column(Column::RequestId)
        .column(Column::At)
        .into_tuple()
        .all(&**tx)
        .await?;
    // The last one stays.
    Ok(found.into_iter().collect())
}

/// When they used a unit that was not given back.
async fn units(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Moment>, Fault> {
    use quota_ledger::{Column, Entity};
    let lines = Entity::find()
        .filter(Column::RequestId.is_in(ids.iter().copied()))
        .filter(Column::Kind.is_in([LedgerKind::Used, LedgerKind::Returned]))
        .all(&**tx)
        .await?;
    let mut used = HashMap::new();
    for line in lines.iter().filter(|line| line.kind == LedgerKind::Used) {
        used.extend(line.request_id.map(|request| (request, line.at)));
    }
    for line in lines.iter().filter(|line| line.kind == LedgerKind::Returned) {
        if let Some(request) = line.request_id {
            used.remove(&request);
        }
    }
    Ok(used)
}

/// Levels, and critical or not, that have a target for solutions.
async fn targets(tx: &Tx) -> Result<HashSet<(&'static str, bool)>, Fault> {
    use support_target::{Column, Entity};
    let all = Entity::find().filter(Column::SolutionMinutes.is_not_null()).all(&**tx).await?;
    Ok(all.into_iter().map(|row| (row.level.word(), row.critical)).collect())
}

/// The same of surveys, which hold themselves what they gave.
async fn add_surveys(
    cx: &Cx,
    tx: &Tx,
    count: &Model,
    all: Vec<survey::Model>,
    figures: &mut BTreeMap<Key, i64>,
) -> Result<(), Fault> {
    let zone = cx.app.settings.vendor_zone();
    for row in all {
        let given = of_survey(&row, &zone);
        let text = serde_json::to_string(&given)?;
        let before = row.counted.as_ref().filter(|_| row.counted_in == count.counted_in);
        if row.count_at.is_none() && before.is_none_or(|old| *old == text) && given == Given::default() {
            continue;
        }
        if let Some(old) = before {
            serde_json::from_str::<Given>(old)?.add_to(figures, -1);
        }
        given.add_to(figures, 1);
        // A few hundred at most, of people who have just answered.
        survey::Entity::update_many()
            .col_expr(survey::Column::Counted, Expr::value(Some(text)))
            .col_expr(survey::Column::CountedIn, Expr::value(count.counted_in))
            .col_expr(survey::Column::CountAt, Expr::value(None::<Moment>))
            .filter(survey::Column::Id.eq(row.id))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Adds the differences, in the order of their keys.
async fn write(cx: &Cx, tx: &Tx, figures: &BTreeMap<Key, i64>) -> Result<(), Fault> {
    let changed: Vec<(&Key, i64)> = figures.iter().filter(|(_, n)| **n != 0).map(|(key, n)| (key, *n)).collect();
    for part in changed.chunks(WRITTEN) {
        let mut values: Vec<Value> = Vec::with_capacity(part.len() * 6);
        let mut places = Vec::with_capacity(part.len());
        for (key, n) in part {
            let first = values.len();
            let place: Vec<String> = (first + 1..=first + 6).map(|place| format!("${place}")).collect();
            places.push(format!("({})", place.join(", ")));
            values.extend([
                key.dim.word().into(),
                key.day.into(),
                key.value.as_str().into(),
                key.measure.word().into(),
                key.bucket.into(),
                (*n).into(),
            ]);
        }
        let sql = format!(
            "insert into support_figure (dim, day, value, measure, bucket, n) values {} \
             on conflict (dim, day, value, measure, bucket) do update set n = support_figure.n + excluded.n",
            places.join(", ")
        );
        tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), sql, values)).await?;
    }
    Ok(())
}

/// Counts all anew, from what is stored: what a request that is erased for good once gave is gone then. The pages fill up while a job counts.
pub async fn recount(cx: &Cx) -> Outcome<(), NotAllowed> {
    let may = may::<SupportSettings>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let count = held(cx, &tx).await?;
    support_figure::Entity::delete_many().exec(&*tx).await?;
    let anew = Model {
        counted_in: count.counted_in + 1,
        request_after: Some(Uuid::nil()),
        survey_after: Some(Uuid::nil()),
        counted_at: None,
        ..count
    };
    anew.into_active_model().reset_all().update(&*tx).await?;
    figures::enqueue(cx, &tx).await?;
    cx.audit(&tx, RECOUNTED.entry()).await?;
    tx.commit().await?;
    Ok(())
}
