//! Answers that staff give often (SUP-17), in each language, with places that are filled from the request: `[name]`, `[number]`, `[product]`, `[staff]`.

use super::support_settings::{SettingRefusal, changed};
use crate::model::message::MOST_TYPED;
use crate::rights::{RequestsWrite, may};
use crate::tables::canned_answer::{Column, Entity, Model};
use gatehouse_catalog::model::input::{NAME, Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_web::rights::member;
use sea_orm::ExprTrait as _;
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// An answer as it is typed.
#[derive(Clone, Debug, Default)]
pub struct SaveCanned {
    /// Its name.
    pub name: String,
    /// Where it stands; may be empty.
    pub folder: String,
    /// Its text by the tag of its language; at least one.
    pub texts: BTreeMap<String, String>,
}

/// Adds it, or changes one; returns its id.
pub async fn save_canned(cx: &Cx, id: Option<Uuid>, input: &SaveCanned) -> Outcome<Uuid, SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let made_by = member(cx).or_refuse()?;
    let mut reader = Reader::default();
    let name = reader.line("name", &input.name, NAME);
    let folder = reader.optional_line("folder", &input.folder, NAME);
    let texts: BTreeMap<&str, &str> = input
        .texts
        .iter()
        .filter(|(tag, text)| Lang::from_tag(tag).is_some() && !text.trim().is_empty())
        .map(|(tag, text)| (tag.as_str(), text.trim()))
        .collect();
    if texts.is_empty() {
        reader.wrong("text_en", Wrong::Required);
    }
    for (tag, text) in &texts {
        if text.chars().nth(MOST_TYPED).is_some() {
            reader.wrong(format!("text_{tag}"), Wrong::TooLong(MOST_TYPED));
        }
    }
    reader.finish(()).or_refuse()?;
    let texts = serde_json::to_string(&texts).map_err(Fault::from)?;
    let tx = may.begin().await?;
    let same = Entity::find().filter(Column::Folder.eq(folder.as_str())).filter(Column::Name.eq(name.as_str()));
    if same.one(&*tx).await?.is_some_and(|row| Some(row.id) != id) {
        return Err(refuse(SettingRefusal::Taken));
    }
    let row = Model {
        id: id.unwrap_or_else(|| cx.id()),
        name,
        folder,
        texts,
        used: 0,
        used_at: None,
        made_by,
        changed_at: cx.now(),
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
            let row = Model { used: old.used, used_at: old.used_at, version: old.version + 1, ..row };
            row.into_active_model().reset_all().update(&*tx).await?;
        }
    }
    changed(cx, &tx, "canned_answer").await?;
    tx.commit().await?;
    Ok(made)
}

/// Removes it.
pub async fn remove_canned(cx: &Cx, id: Uuid) -> Outcome<(), SettingRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    if Entity::delete_by_id(id).exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(SettingRefusal::NotFound));
    }
    changed(cx, &tx, "canned_answer").await?;
    tx.commit().await?;
    Ok(())
}

/// Counts that an answer was made of it; a step of answering. One that is gone meanwhile is no mistake.
pub(super) async fn used(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::Used, Expr::col(Column::Used).add(1))
        .col_expr(Column::UsedAt, Expr::value(Some(cx.now())))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}
