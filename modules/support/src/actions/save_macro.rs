//! Macros: what staff do often, as one button (SUP-17).

use super::support_settings::{SettingRefusal, changed};
use crate::model::macro_steps::Steps;
use crate::model::status::Status;
use crate::model::work::Work;
use crate::rights::{RequestsWrite, may};
use crate::tables::support_macro::{Column, Entity, Model};
use gatehouse_catalog::model::input::{NAME, Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_web::rights::member;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Adds it; returns its id.
pub async fn save_macro(cx: &Cx, name: &str, steps: &Steps) -> Outcome<Uuid, SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let made_by = member(cx).or_refuse()?;
    let mut reader = Reader::default();
    let name = reader.line("name", name, NAME);
    if steps.is_empty() {
        reader.wrong("canned", Wrong::Required);
    }
    if steps.work.as_deref().is_some_and(|word| Work::from_word(word).is_none()) {
        reader.wrong("work", Wrong::Choice);
    }
    let becomes = steps.becomes.as_deref().map(Status::from_word);
    if becomes.is_some_and(|to| !matches!(to, Some(Status::AwaitingAnswer | Status::SolutionProvided))) {
        reader.wrong("becomes", Wrong::Choice);
    }
    reader.finish(()).or_refuse()?;
    let tx = may.begin().await?;
    if Entity::find().filter(Column::Name.eq(name.as_str())).one(&*tx).await?.is_some() {
        return Err(refuse(SettingRefusal::Taken));
    }
    let steps = serde_json::to_string(steps).map_err(Fault::from)?;
    let row = Model { id: cx.id(), name, steps, made_by, changed_at: cx.now(), version: 1 };
    let id = row.id;
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(id)
}

/// Removes it.
pub async fn remove_macro(cx: &Cx, id: Uuid) -> Outcome<(), SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    if Entity::delete_by_id(id).exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(SettingRefusal::NotFound));
    }
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(())
}
