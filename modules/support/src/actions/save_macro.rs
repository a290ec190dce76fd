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
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Adds it; returns its id.
pub async fn save_macro(cx: &Cx, name: &str, steps: &Steps) -> Outcome<Uuid, SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let made_by = member(cx).or_refuse()?;
    let (name, steps) = judged(name, steps)?;
    let tx = may.begin().await?;
    if Entity::find().filter(Column::Name.eq(name.as_str())).one(&*tx).await?.is_some() {
        return Err(refuse(SettingRefusal::Taken));
    }
    let row = Model { id: cx.id(), name, steps, made_by, changed_at: cx.now(), version: 1 };
    let id = row.id;
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes it; `version`: the one that the page showed.
pub async fn change_macro(
    cx: &Cx,
    id: Uuid,
    version: Option<i64>,
    (name, steps): (&str, &Steps),
) -> Outcome<(), SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let (name, steps) = judged(name, steps)?;
    let tx = may.begin().await?;
    let found = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let old = found.ok_or(SettingRefusal::NotFound).or_refuse()?;
    if version.is_some_and(|version| version != old.version) {
        return Err(refuse(SettingRefusal::Changed));
    }
    let same = Entity::find().filter(Column::Name.eq(name.as_str())).filter(Column::Id.ne(id));
    if same.one(&*tx).await?.is_some() {
        return Err(refuse(SettingRefusal::Taken));
    }
    let row = Model { name, steps, changed_at: cx.now(), version: old.version + 1, ..old };
    row.into_active_model().reset_all().update(&*tx).await?;
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(())
}

/// Its name, and its steps as they are stored. A status comes with an answer, so a macro that sets one sends one.
fn judged(name: &str, steps: &Steps) -> Outcome<(String, String), SettingRefusal> {
    let mut reader = Reader::default();
    let name = reader.line("name", name, NAME);
    if steps.is_empty() || (steps.becomes.is_some() && steps.canned.is_none()) {
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
    Ok((name, serde_json::to_string(steps).map_err(Fault::from)?))
}

/// Removes it; `version`: the one that the page showed.
pub async fn remove_macro(cx: &Cx, id: Uuid, version: Option<i64>) -> Outcome<(), SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let found = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let old = found.ok_or(SettingRefusal::NotFound).or_refuse()?;
    if version.is_some_and(|version| version != old.version) {
        return Err(refuse(SettingRefusal::Changed));
    }
    Entity::delete_by_id(id).exec(&*tx).await?;
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(())
}
