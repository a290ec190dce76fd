//! When the next answer is due (SUP-4, SUP-17): computed anew from what happened with every event, by the target of level and kind and its calendar, and stored
//! for the lists of the staff. Standard requests have no target, and no clock.

use crate::model::calendar::{Calendar, CalendarRule};
use crate::model::category::Level;
use crate::model::clocks::{ClockState, Step, Targets, Turn, What, clocks};
use crate::model::status::Status;
use crate::model::transition::{By, Needs, needs};
use crate::tables::{request, request_event, support_calendar, support_target};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment};
use gatehouse_db::Tx;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Sets the ends of a request's clocks as they are behind this event, which is not written yet.
pub(crate) async fn set(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    latest: &request_event::Model,
) -> Result<(), Fault> {
    row.due_at = None;
    // It has no target, or goes on in another one, whose clock runs.
    if row.level == Level::Standard || row.merged_into.is_some() {
        return Ok(());
    }
    let target = support_target::Entity::find()
        .filter(support_target::Column::Level.eq(row.level))
        .filter(support_target::Column::Critical.eq(row.critical.is_some()))
        .one(&**tx)
        .await?;
    let Some(target) = target else { return Ok(()) };
    let Some(calendar) = calendar(tx, &target).await? else { return Ok(()) };
    let mut events = request_event::Entity::find()
        .filter(request_event::Column::RequestId.eq(row.id))
        .order_by_asc(request_event::Column::Seq)
        .all(&**tx)
        .await?;
    events.push(latest.clone());
    let steps: Vec<Step> = events.iter().flat_map(steps_of).collect();
    let micros = |minutes: Option<i64>| minutes.map(|minutes| minutes * MINUTE);
    let targets = Targets {
        first_answer: micros(target.first_minutes),
        next_answer: micros(target.next_minutes),
        solution: micros(target.solution_minutes),
    };
    let all = clocks(&calendar, &targets, &steps, cx.now());
    row.due_at = all.next_due();
    row.first_due_at = due(all.first_answer).or(row.first_due_at);
    row.solution_due_at = due(all.solution);
    Ok(())
}

const fn due(state: ClockState) -> Option<Moment> {
    match state {
        ClockState::Running { due } | ClockState::Missed { due, .. } => Some(due),
        _ => None,
    }
}

async fn calendar(tx: &Tx, target: &support_target::Model) -> Result<Option<Calendar>, Fault> {
    let found = support_calendar::Entity::find_by_id(target.calendar_id).one(&**tx).await?;
    let Some(row) = found else { return Ok(None) };
    let rule = CalendarRule {
        zone: row.zone,
        always: row.always,
        week: serde_json::from_str(&row.hours)?,
        holidays: serde_json::from_str(&row.holidays)?,
    };
    match Calendar::of(&rule) {
        Ok(calendar) => Ok(Some(calendar)),
        Err(refused) => {
            tracing::error!(calendar = %row.name, ?refused, "the hours of support cannot be read, and no clock runs");
            Ok(None)
        }
    }
}

/// What an event is to the clocks: a message and a change of the status in one step are two, in this order.
pub(crate) fn steps_of(event: &request_event::Model) -> Vec<Step> {
    let at = |what| Step { at: event.at, what };
    match (event.kind.as_str(), event.from_status, event.to_status) {
        ("opened", ..) => vec![at(What::Opened)],
        ("asked", ..) => vec![at(What::CustomerWrote)],
        ("answered", ..) if event.actor == By::Staff => vec![at(What::Answered)],
        (_, Some(from), Some(to)) => {
            let wrote = match needs(from, to, event.actor) {
                Some(Needs::PublicMessage | Needs::Solution) if event.actor == By::Staff => Some(at(What::Answered)),
                Some(Needs::CustomerMessage) => Some(at(What::CustomerWrote)),
                _ => None,
            };
            wrote.into_iter().chain([at(What::Turned(turn(to)))]).collect()
        }
        _ => Vec::new(),
    }
}

const fn turn(status: Status) -> Turn {
    match status {
        Status::Processing => Turn::Support,
        Status::AwaitingAnswer => Turn::Customer,
        Status::SolutionProvided => Turn::Solved,
        _ => Turn::Ended,
    }
}
