//! Whether there is a chat, and when.

use crate::model::hours::{self, Hours};
use crate::tables::chat_setting::{Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_support::model::calendar::{Calendar, CalendarRule};
use gatehouse_support::tables::support_calendar;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

/// The row's id.
pub(crate) const ONE: i64 = 1;

/// What is set; until somebody sets it there is no chat.
pub async fn setting<C: ConnectionTrait>(conn: &C) -> Result<Model, Fault> {
    let found = Entity::find_by_id(ONE).one(conn).await?;
    Ok(found.unwrap_or(Model { id: ONE, is_on: false, calendar_id: None, changed_at: Moment(0), version: 0 }))
}

/// Whether somebody can begin a chat now.
pub async fn hours<C: ConnectionTrait>(cx: &Cx, conn: &C) -> Result<Hours, Fault> {
    let setting = setting(conn).await?;
    let calendar = promise(conn, &setting).await?;
    Ok(hours::at(setting.is_on, calendar.as_ref(), cx.now()))
}

/// The calendar by which there is a chat, while there is one.
pub(crate) async fn promise<C: ConnectionTrait>(conn: &C, setting: &Model) -> Result<Option<Calendar>, Fault> {
    match setting.calendar_id.filter(|_| setting.is_on) {
        Some(id) => calendar(conn, id).await,
        None => Ok(None),
    }
}

/// A calendar of support; one that is gone, or cannot be read, is none.
async fn calendar<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<Option<Calendar>, Fault> {
    let Some(row) = support_calendar::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let rule = CalendarRule {
        zone: row.zone,
        always: row.always,
        week: serde_json::from_str(&row.hours)?,
        holidays: serde_json::from_str(&row.holidays)?,
    };
    Ok(Calendar::of(&rule).ok())
}
