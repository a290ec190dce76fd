//! A released version of a product (LIC-1).

use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::events;
use crate::model::input::{Reader, Wrong};
use crate::tables::product_version::{ActiveModel, Column, Entity};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Cx, Unique};
use jiff::tz::TimeZone;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const NUMBER: Unique =
    Unique { name: "product_version_number", columns: "product_version.product_id, product_version.number" };

/// A version as entered.
#[derive(Clone, Debug, Default)]
pub struct VersionEntry {
    /// Such as `12.4`; unique in the product, up to 32 characters.
    pub number: String,
    /// The day of release.
    pub released_at: String,
}

/// Adds a released version; returns its id.
pub async fn add(cx: &Cx, product: Uuid, expected: Option<i64>, entry: &VersionEntry) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let number = reader.line("number", &entry.number, 32);
    // Noon in UTC: the same day wherever a clerk looks at it from.
    let released = reader.start_of_day("released_at", &entry.released_at, &TimeZone::UTC);
    if entry.released_at.trim().is_empty() {
        reader.wrong("released_at", Wrong::Required);
    }
    reader.finish(()).or_refuse()?;
    let released = released.unwrap_or_else(|| cx.now()).plus(12 * gatehouse_core::HOUR);
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let id = cx.id();
    let row = ActiveModel {
        id: Set(id),
        product_id: Set(product),
        number: Set(number.clone()),
        released_at: Set(released.0),
    };
    Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| taken(error, NUMBER, "number"))?;
    Ok(done(cx, tx, events::VERSION_ADDED, product, id, &number).await?)
}

/// Takes a version out of the list.
pub async fn remove(cx: &Cx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, None).await?;
    let Some(row) = Entity::find_by_id(id).filter(Column::ProductId.eq(product)).one(&*tx).await? else {
        return Err(refuse(CatalogRefusal::Unknown));
    };
    Entity::delete_by_id(id).exec(&*tx).await?;
    done(cx, tx, events::VERSION_REMOVED, product, id, &row.number).await?;
    Ok(())
}
