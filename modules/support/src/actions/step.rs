//! What happens to a request, and how its status changes (SUP-9): the steps that all actions are made of. The caller holds the row. Row, event
//! and what a status brings with it are written in one transaction; the database checks the step once more.

use super::{clock, quota};
use crate::inventory::{FILE_MONTHS, STRANGER_DAYS};
use crate::model::places::FACTS;
use crate::model::settings::Settings;
use crate::model::status::Status;
use crate::model::transition::{By, needs, unit_goes};
use crate::model::{timer, transition};
use crate::queries::chain;
use crate::signals::{RequestClosed, RequestMoved};
use crate::tables::{request, request_event, request_file};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Lang, Moment, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use jiff::ToSpan as _;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};
use serde_json::{Value, json};

/// Who does something to a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doer {
    /// As what.
    pub by: By,
    /// Their account or member of the staff.
    pub id: Option<Uuid>,
}

impl Doer {
    /// The program: time, a license that ended, an answer of its own.
    pub(crate) const fn program(by: By) -> Self {
        Self { by, id: None }
    }
}

/// The request is not where the step begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPossible {
    /// What it is now.
    pub status: Status,
}

impl Refusal for NotPossible {
    fn code(&self) -> &'static str {
        "request.step"
    }

    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_refusal_step(self.status.name(lang))
    }

    fn status(&self) -> u16 {
        409
    }
}

/// Holds a request; `None` where there is none.
pub(crate) async fn hold(tx: &Tx, id: Uuid) -> Result<Option<request::Model>, Fault> {
    Ok(request::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

/// Writes an event and the row as it stands in memory. `row` is of [`hold`] or its like, in this transaction.
pub(crate) async fn happened(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    doer: Doer,
    (kind, from, to): (&str, Option<Status>, Option<Status>),
    facts: Value,
) -> Result<(), Fault> {
    let event = next_event(cx, tx, row, doer, (kind, from, to), facts).await?;
    clock::set(cx, tx, row, &event).await?;
    row.last_event = event.seq;
    row.last_link.clone_from(&event.link);
    row.version += 1;
    request_event::Entity::insert(event.into_active_model()).exec_without_returning(&**tx).await?;
    request::Entity::update(row.clone().into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The event that follows on the last one of a row.
pub(crate) async fn next_event(
    cx: &Cx,
    tx: &Tx,
    row: &request::Model,
    doer: Doer,
    (kind, from, to): (&str, Option<Status>, Option<Status>),
    mut facts: Value,
) -> Result<request_event::Model, Fault> {
    let id = cx.id();
    if let (Some(by), Some(facts)) = (doer.id, facts.as_object_mut()) {
        facts.insert("by".to_owned(), json!(by));
    }
    let salted = chain::salted(cx.app.random.as_ref(), &facts)?;
    let key = subject::key(cx, &**tx, row.id).await?;
    let mut event = request_event::Model {
        id,
        request_id: row.id,
        seq: row.last_event + 1,
        kind: kind.to_owned(),
        from_status: from,
        to_status: to,
        actor: doer.by,
        actor_id: doer.id,
        facts_digest: chain::digest(&salted),
        facts_sealed: Some(key.seal(cx.app.random.as_ref(), FACTS, id, &salted)?),
        at: cx.now(),
        prev_link: row.last_link.clone(),
        link: Vec::new(),
    };
    event.link = chain::link(&event);
    Ok(event)
}

/// Brings a request to another status. What the step needs besides (a message, a reason) the calling action has made. What goes on in it ends with it.
pub(crate) async fn move_on(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    to: Status,
    doer: Doer,
    facts: Value,
) -> Outcome<(), NotPossible> {
    let from = row.status;
    if needs(from, to, doer.by).is_none() || row.merged_into.is_some() {
        return Err(refuse(NotPossible { status: from }));
    }
    // Held before the contract is, as every request.
    let merged = if to.is_final() { held_merged(tx, row.id).await? } else { Vec::new() };
    moved(cx, tx, row, to, doer, facts).await?;
    end_merged(cx, tx, row.id, merged).await?;
    Ok(())
}

/// The requests that go on in this one.
async fn held_merged(tx: &Tx, into: Uuid) -> Result<Vec<request::Model>, Fault> {
    use request::{Column, Entity};
    let merged = Entity::find().filter(Column::MergedInto.eq(into)).filter(Column::ErasedAt.is_null());
    Ok(merged.order_by_asc(Column::Id).lock_exclusive().all(&**tx).await?)
}

/// These were merged into one that has ended: they end too, so that their files and their people's data have an end. All asked the same, so their units are
/// free again, also where they were used. Their people are told of the other one, which is theirs.
async fn end_merged(cx: &Cx, tx: &Tx, into: Uuid, merged: Vec<request::Model>) -> Result<(), Fault> {
    for mut row in merged.into_iter().filter(|row| !row.status.is_final()) {
        let (to, by) = match row.status {
            Status::Processing | Status::AwaitingAnswer => (Status::ClosedRedirected, By::Staff),
            _ => (Status::Closed, By::Timer),
        };
        let doer = Doer::program(by);
        moved(cx, tx, &mut row, to, doer, json!({ "into": into })).await?;
        quota::give_back(cx, tx, &row, doer).await?;
    }
    Ok(())
}

/// The step itself. The caller has judged it.
async fn moved(cx: &Cx, tx: &Tx, row: &mut request::Model, to: Status, doer: Doer, facts: Value) -> Result<(), Fault> {
    let (from, now) = (row.status, cx.now());
    row.status = to;
    row.status_by = doer.by;
    row.status_at = now;
    row.active = to.is_active();
    row.updated_at = now;
    row.reminded = 0;
    schedule(cx, row)?;
    if to.is_final() {
        end(cx, tx, row).await?;
    }
    happened(cx, tx, row, doer, ("status", Some(from), Some(to)), facts).await?;
    match unit_goes(to) {
        transition::UnitGoes::Stays => {}
        transition::UnitGoes::Back => quota::give_back(cx, tx, row, doer).await?,
        transition::UnitGoes::BackUnlessAnswered => quota::release(cx, tx, row, doer).await?,
    }
    cx.raise(tx, RequestMoved { request: row.id, from, to, by: doer.by }).await?;
    if to.is_final() {
        cx.raise(tx, RequestClosed { request: row.id, status: to }).await?;
    }
    Ok(())
}

/// Sets when time does the next thing to it.
pub(crate) fn schedule(cx: &Cx, row: &mut request::Model) -> Result<(), Fault> {
    let closes_after = cx.service::<Settings>()?.closes_after();
    let next = timer::next(row.status, row.status_at, row.reminded, closes_after);
    row.step_at = next.filter(|_| row.merged_into.is_none()).map(|(at, _)| at);
    Ok(())
}

/// What the end of a request begins: its files have six months, and the request of somebody without an account a year.
async fn end(cx: &Cx, tx: &Tx, row: &mut request::Model) -> Result<(), Fault> {
    let now = cx.now();
    row.closed_at = Some(now);
    row.due_at = None;
    if row.account_id.is_none() && row.company_id.is_none() {
        row.erase_at = Some(now.plus(STRANGER_DAYS * DAY));
    }
    request_file::Entity::update_many()
        .col_expr(request_file::Column::EraseAt, Expr::value(files_end(cx, now)))
        .filter(request_file::Column::RequestId.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// When the files of a request that ended then are erased: calendar months later, in the vendor's zone.
pub(crate) fn files_end(cx: &Cx, closed: Moment) -> Moment {
    let start = closed.timestamp().to_zoned(cx.app.settings.vendor_zone());
    let due = start.checked_add(FILE_MONTHS.months());
    due.map_or_else(|_| closed.plus(183 * DAY), |due| Moment(due.timestamp().as_microsecond()))
}
