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
use gatehouse_db::Tx;
use gatehouse_web::rights::member;
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// A macro and its version that a page has shown: what somebody else has changed since is neither overwritten nor removed.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// It.
    pub id: Uuid,
    /// Its version then.
    pub version: i64,
}

/// Adds one, or changes that which was shown; returns its id.
pub async fn save_macro(cx: &Cx, shown: Option<Shown>, name: &str, steps: &Steps) -> Outcome<Uuid, SettingRefusal> {
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
    let old = match shown {
        None => None,
        Some(shown) => Some(held(&tx, shown).await?),
    };
    let same = Entity::find().filter(Column::Name.eq(name.as_str())).one(&*tx).await?;
    if same.is_some_and(|row| Some(row.id) != shown.map(|shown| shown.id)) {
        return Err(refuse(SettingRefusal::Taken));
    }
    let steps = serde_json::to_string(steps).map_err(Fault::from)?;
    let id = old.as_ref().map_or_else(|| cx.id(), |row| row.id);
    let version = old.as_ref().map_or(1, |row| row.version + 1);
    let row = Model { id, name, steps, made_by, changed_at: cx.now(), version };
    if old.is_some() {
        row.into_active_model().reset_all().update(&*tx).await?;
    } else {
        Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    }
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(id)
}

/// The one that was shown, held.
async fn held(tx: &Tx, shown: Shown) -> Outcome<Model, SettingRefusal> {
    let found = Entity::find_by_id(shown.id).lock_exclusive().one(&**tx).await?;
    let row = found.ok_or(SettingRefusal::NotFound).or_refuse()?;
    if row.version == shown.version { Ok(row) } else { Err(refuse(SettingRefusal::Changed)) }
}

/// Removes it.
pub async fn remove_macro(cx: &Cx, shown: Shown) -> Outcome<(), SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let row = held(&tx, shown).await?;
    Entity::delete_by_id(row.id).exec(&*tx).await?;
    changed(cx, &tx, "macro").await?;
    tx.commit().await?;
    Ok(())
}
