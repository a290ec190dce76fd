//! An application that licenses of the product activate, with its download (LIC-1).

use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::events;
use crate::model::catalog::PLATFORMS;
use crate::model::input::{NAME, Reader};
use crate::tables::application::{ActiveModel, Column, Entity};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Cx, Unique};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const CODE: Unique = Unique { name: "application_code", columns: "application.product_id, application.code" };

/// An application as entered.
#[derive(Clone, Debug, Default)]
pub struct ApplicationEntry {
    /// Unique in the product; products name it when they activate.
    pub code: String,
    /// 1 to 120 characters.
    pub name: String,
    /// One of [`PLATFORMS`].
    pub platform: String,
    /// Where to get it; may be empty.
    pub download_url: String,
}

/// Creates an application (`id` is `None`) or changes one; returns its id.
pub async fn save(
    cx: &Cx,
    product: Uuid,
    id: Option<Uuid>,
    expected: Option<i64>,
    entry: &ApplicationEntry,
) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let name = reader.line("name", &entry.name, NAME);
    let code = reader.slug("code", &entry.code);
    let platform =
        reader.choice("platform", &entry.platform, |word| PLATFORMS.into_iter().find(|p| *p == word)).unwrap_or("");
    let url = reader.optional_address("download_url", &entry.download_url);
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let application = id.unwrap_or_else(|| cx.id());
    if id.is_some() {
        let changed = Entity::update_many()
            .col_expr(Column::Code, Expr::value(code.clone()))
            .col_expr(Column::Name, Expr::value(name))
            .col_expr(Column::Platform, Expr::value(platform))
            .col_expr(Column::DownloadUrl, Expr::value(url))
            .filter(Column::Id.eq(application))
            .filter(Column::ProductId.eq(product))
            .exec(&*tx)
            .await
            .map_err(|error| taken(error, CODE, "code"))?;
        if changed.rows_affected == 0 {
            return Err(refuse(CatalogRefusal::Unknown));
        }
    } else {
        let row = ActiveModel {
            id: Set(application),
            product_id: Set(product),
            code: Set(code.clone()),
            name: Set(name),
            platform: Set(platform.to_owned()),
            download_url: Set(url),
        };
        Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| taken(error, CODE, "code"))?;
    }
    let event = if id.is_some() { events::APPLICATION_CHANGED } else { events::APPLICATION_CREATED };
    Ok(done(cx, tx, event, product, application, &code).await?)
}

/// Removes an application.
pub async fn remove(cx: &Cx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, None).await?;
    let Some(row) = Entity::find_by_id(id).filter(Column::ProductId.eq(product)).one(&*tx).await? else {
        return Err(refuse(CatalogRefusal::Unknown));
    };
    Entity::delete_by_id(id).exec(&*tx).await?;
    done(cx, tx, events::APPLICATION_REMOVED, product, id, &row.code).await?;
    Ok(())
}
