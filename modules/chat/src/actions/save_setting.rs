//! Whether there is a chat, and by which hours of support (SUP-20).

use crate::events::SETTING_CHANGED;
use crate::queries::offered::SharedOffered;
use crate::queries::settings::{ONE, setting};
use crate::rights::{ChatSettings, NotAllowed, may};
use crate::tables::chat_setting::{Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_support::tables::support_calendar;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;
use std::sync::Arc;

/// What was chosen.
#[derive(Clone, Debug, Default)]
pub struct SaveSetting {
    /// There is a chat.
    pub is_on: bool,
    /// By the hours of this calendar; `None`: around the clock.
    pub calendar: Option<Uuid>,
    /// The version that the page showed.
    pub version: Option<i64>,
}

/// Why it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SettingRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// There is no such calendar.
    #[refusal(422, "chat.calendar", refusal_calendar, field = "calendar")]
    Calendar,
    /// Somebody else has changed it since the page was shown.
    #[refusal(409, "chat.setting_changed", refusal_changed)]
    Changed,
}

/// Sets it.
pub async fn save_setting(cx: &Cx, input: &SaveSetting) -> Outcome<(), SettingRefusal> {
    may::<ChatSettings>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    if let Some(calendar) = input.calendar
        && support_calendar::Entity::find_by_id(calendar).one(&*tx).await?.is_none()
    {
        return Err(refuse(SettingRefusal::Calendar));
    }
    let old = setting(&*tx).await?;
    if input.version.is_some_and(|version| version != old.version) {
        return Err(refuse(SettingRefusal::Changed));
    }
    let row = Model {
        id: ONE,
        is_on: input.is_on,
        calendar_id: input.calendar,
        changed_at: cx.now(),
        version: old.version + 1,
    };
    use crate::tables::chat_setting::Column;
    let again = OnConflict::column(Column::Id)
        .update_columns([Column::IsOn, Column::CalendarId, Column::ChangedAt, Column::Version])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(&*tx).await?;
    cx.audit(&tx, SETTING_CHANGED.entry().with(json!({ "on": input.is_on }))).await?;
    if let Ok(offered) = cx.service::<SharedOffered>() {
        let offered = Arc::clone(offered);
        tx.after_commit(move || offered.forget());
    }
    tx.commit().await?;
    Ok(())
}
