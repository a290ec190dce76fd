//! Staff make a category, or change its names and place (ALL-10). A category stands below none or below one that stands below none.

use crate::events::CATEGORY_SAVED;
use crate::model::slug::is_slug;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_category::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::text::{code_point, one_line};
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_db::Unique;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use std::collections::BTreeMap;

/// The most characters of a name.
pub const NAME: u32 = 80;

const SLUG: Unique = Unique { name: "help_category_slug", columns: "help_category.slug" };

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct SaveCategory {
    /// Its words in addresses; of one that is there they stay.
    pub slug: String,
    /// The id of the one above it; empty: none.
    pub above: String,
    /// Its place among the others.
    pub place: String,
    /// Its name in each language.
    pub names: BTreeMap<String, String>,
}

/// Why it was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SaveCategoryRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such category.
    #[refusal(404, "help.category_not_found", refusal_category_not_found)]
    NotFound,
    /// No name in English.
    #[refusal(422, "help.name_missing", refusal_name_missing, field = "name_en")]
    NameMissing,
    /// Longer than [`NAME`].
    #[refusal(422, "help.name_too_long", refusal_too_long(NAME), field = "name_en")]
    NameTooLong,
    /// A character that cannot stand in one line.
    #[refusal(422, "help.name_unprintable", refusal_unprintable(code_point(*it)), field = "name_en")]
    NameUnprintable(char),
    /// Not words of an address.
    #[refusal(422, "help.category_slug", refusal_slug, field = "slug")]
    Slug,
    /// Another category has these.
    #[refusal(409, "help.category_slug_taken", refusal_slug_taken, field = "slug")]
    SlugTaken,
    /// No number from 0 to 9999.
    #[refusal(422, "help.category_place", refusal_place, field = "place")]
    Place,
    /// It cannot stand below that one.
    #[refusal(422, "help.category_above", refusal_above, field = "above")]
    Above,
}

/// Saves it; answers its id.
pub async fn save_category(cx: &Cx, id: Option<Uuid>, input: &SaveCategory) -> Outcome<Uuid, SaveCategoryRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let names = names(input).or_refuse()?;
    let place = input.place.trim().parse::<i64>().ok().filter(|place| (0..10_000).contains(place));
    let place = place.ok_or(SaveCategoryRefusal::Place).or_refuse()?;
    let tx = may.begin().await?;
    let above = above(&tx, id, input.above.trim()).await?.or_refuse()?;
    let names = serde_json::to_string(&names)?;
    let saved = match id {
        Some(id) => {
            let found = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
            let old = found.ok_or(SaveCategoryRefusal::NotFound).or_refuse()?;
            let row = Model { parent_id: above, place, names, version: old.version + 1, ..old };
            row.into_active_model().reset_all().update(&*tx).await?;
            id
        }
        None => {
            let slug = input.slug.trim();
            if !is_slug(slug) || slug.len() > 60 {
                return Err(gatehouse_core::refuse(SaveCategoryRefusal::Slug));
            }
            let row = Model { id: cx.id(), slug: slug.to_owned(), parent_id: above, place, names, version: 1 };
            let id = row.id;
            match Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await {
                Err(error) if SLUG.violated_by(&error) => {
                    return Err(gatehouse_core::refuse(SaveCategoryRefusal::SlugTaken));
                }
                other => other?,
            };
            id
        }
    };
    crate::queries::kept::forget(cx, &tx)?;
    cx.audit(&tx, CATEGORY_SAVED.about(saved)).await?;
    tx.commit().await?;
    Ok(saved)
}

fn names(input: &SaveCategory) -> Result<BTreeMap<&'static str, String>, SaveCategoryRefusal> {
    let mut names = BTreeMap::new();
    for lang in Lang::ALL {
        let typed = input.names.get(lang.tag()).map_or("", String::as_str);
        let name = one_line(typed).map_err(SaveCategoryRefusal::NameUnprintable)?;
        if name.chars().nth(NAME as usize).is_some() {
            return Err(SaveCategoryRefusal::NameTooLong);
        }
        if !name.is_empty() {
            names.insert(lang.tag(), name);
        }
    }
    if names.contains_key(Lang::En.tag()) { Ok(names) } else { Err(SaveCategoryRefusal::NameMissing) }
}

/// The one above it: there, below none itself, and with none of its own below this one.
async fn above(
    tx: &gatehouse_db::Tx,
    id: Option<Uuid>,
    typed: &str,
) -> Result<Result<Option<Uuid>, SaveCategoryRefusal>, gatehouse_core::Fault> {
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let Ok(above) = Uuid::parse_str(typed) else { return Ok(Err(SaveCategoryRefusal::Above)) };
    let found = Entity::find_by_id(above).one(&**tx).await?;
    let stands_below = found.is_none_or(|row| row.parent_id.is_some());
    let has_below = match id {
        Some(id) => Entity::find().filter(Column::ParentId.eq(id)).one(&**tx).await?.is_some(),
        None => false,
    };
    let is_wrong = stands_below || has_below || id == Some(above);
    Ok(if is_wrong { Err(SaveCategoryRefusal::Above) } else { Ok(Some(above)) })
}
