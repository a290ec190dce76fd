//! Hours of support, and the time within which it means to answer (SUP-17). Requests that run take a change with their next event.

use super::support_settings::{SettingRefusal, changed, lead};
use crate::model::calendar::{Calendar, CalendarRule};
use crate::model::category::Level;
use crate::tables::{support_calendar, support_target};
use gatehouse_catalog::model::input::{NAME, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Adds a calendar, or changes one; returns its id.
pub async fn save_calendar(
    cx: &Cx,
    id: Option<Uuid>,
    name: &str,
    rule: &CalendarRule,
) -> Outcome<Uuid, SettingRefusal> {
    use support_calendar::{Column, Entity, Model};
    let may = lead(cx)?;
    let mut reader = Reader::default();
    let name = reader.line("name", name, NAME);
    reader.finish(()).or_refuse()?;
    Calendar::of(rule).map_err(SettingRefusal::Calendar).or_refuse()?;
    let tx = may.begin().await?;
    let same = Entity::find().filter(Column::Name.eq(name.as_str())).one(&*tx).await?;
    if same.is_some_and(|row| Some(row.id) != id) {
        return Err(refuse(SettingRefusal::Taken));
    }
    let row = Model {
        id: id.unwrap_or_else(|| cx.id()),
        name,
        zone: rule.zone.clone(),
        always: rule.always,
        hours: serde_json::to_string(&rule.week).map_err(Fault::from)?,
        holidays: serde_json::to_string(&rule.holidays).map_err(Fault::from)?,
        version: 1,
    };
    let made = row.id;
    match id {
        None => {
            Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
        }
        Some(id) => {
            let found = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
            let old = found.ok_or(SettingRefusal::NotFound).or_refuse()?;
            let row = Model { version: old.version + 1, ..row };
            row.into_active_model().reset_all().update(&*tx).await?;
        }
    }
    changed(cx, &tx, "calendar").await?;
    cx.once(&tx, made).await?;
    tx.commit().await?;
    Ok(made)
}

/// A target as it is typed.
#[derive(Clone, Debug, Default)]
pub struct SaveTarget {
    /// The word of the level; not the standard one, which has no time.
    pub level: String,
    /// Of critical incidents.
    pub critical: bool,
    /// By these hours.
    pub calendar: Option<Uuid>,
    /// Minutes until the first answer; empty: none.
    pub first: String,
    /// Until each further one.
    pub next: String,
    /// Until the solution.
    pub solution: String,
}

/// The longest time: a year of minutes.
const MOST: i64 = 525_600;

/// Sets the target of a level and kind, in place of the one that it has.
pub async fn save_target(cx: &Cx, input: &SaveTarget) -> Outcome<(), SettingRefusal> {
    use gatehouse_catalog::model::input::Wrong;
    use support_target::{Column, Entity, Model};
    let may = lead(cx)?;
    let mut reader = Reader::default();
    let level = reader.choice("level", &input.level, Level::from_word).filter(|level| *level != Level::Standard);
    if level.is_none() {
        reader.rather("level", Wrong::Choice);
    }
    let first_minutes = reader.optional_number("first", &input.first, 1, MOST);
    let next_minutes = reader.optional_number("next", &input.next, 1, MOST);
    let solution_minutes = reader.optional_number("solution", &input.solution, 1, MOST);
    if input.calendar.is_none() {
        reader.wrong("calendar", Wrong::Required);
    }
    reader.finish(()).or_refuse()?;
    let (Some(level), Some(calendar_id)) = (level, input.calendar) else {
        return Err(refuse(SettingRefusal::NotFound));
    };
    let tx = may.begin().await?;
    if support_calendar::Entity::find_by_id(calendar_id).one(&*tx).await?.is_none() {
        return Err(refuse(SettingRefusal::NotFound));
    }
    Entity::delete_many()
        .filter(Column::Level.eq(level))
        .filter(Column::Critical.eq(input.critical))
        .exec(&*tx)
        .await?;
    let row = Model {
        id: cx.id(),
        level,
        critical: input.critical,
        calendar_id,
        first_minutes,
        next_minutes,
        solution_minutes,
        version: 1,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    changed(cx, &tx, "target").await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a target: no clock runs at that level any more.
pub async fn remove_target(cx: &Cx, id: Uuid) -> Outcome<(), SettingRefusal> {
    let may = lead(cx)?;
    let tx = may.begin().await?;
    if support_target::Entity::delete_by_id(id).exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(SettingRefusal::NotFound));
    }
    changed(cx, &tx, "target").await?;
    tx.commit().await?;
    Ok(())
}
