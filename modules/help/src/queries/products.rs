//! Which products articles are about (SUP-18). An article of no product is about the portal, and fits every question.

use super::staff::is_in;
use crate::model::words::{Reader, State};
use crate::tables::help_product::{Column, Entity, Model};
use crate::tables::{help_article, help_text};
use gatehouse_catalog::queries::products::product_names;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};
use std::collections::{BTreeSet, HashSet};

/// The most products of one article.
pub const MOST: usize = 20;
/// The most products that a reader chooses from.
const CHOICES: u64 = 200;

/// Those of an article.
pub async fn of_article(conn: &impl ConnectionTrait, article: Uuid) -> Result<Vec<Model>, Fault> {
    Ok(Entity::find().filter(Column::ArticleId.eq(article)).order_by_asc(Column::Id).all(conn).await?)
}

/// Those of these articles that are about other products than this one.
pub(crate) async fn about_others(
    conn: &impl ConnectionTrait,
    articles: &[Uuid],
    product: Option<Uuid>,
) -> Result<HashSet<Uuid>, Fault> {
    let Some(product) = product.filter(|_| !articles.is_empty()) else { return Ok(HashSet::new()) };
    let rows: Vec<Model> = Entity::find().filter(Column::ArticleId.is_in(articles.iter().copied())).all(conn).await?;
    let fits: HashSet<Uuid> = rows.iter().filter(|row| row.product_id == product).map(|row| row.article_id).collect();
    Ok(rows.into_iter().map(|row| row.article_id).filter(|article| !fits.contains(article)).collect())
}

/// The products that a reader finds articles about, by name.
pub async fn choices(cx: &Cx, reader: Reader) -> Result<Vec<(Uuid, String)>, Fault> {
    let mut readable = Query::select()
        .column(help_article::Column::Id)
        .from(help_article::Entity)
        .and_where(help_article::Column::ArchivedAt.is_null())
        .and_where(help_article::Column::Audience.is_in(reader.audiences()))
        .to_owned();
    if reader != Reader::Staff {
        // A draft says nothing of a product that nobody knows yet.
        let published = Query::select()
            .column(help_text::Column::ArticleId)
            .from(help_text::Entity)
            .and_where(is_in(State::Published))
            .to_owned();
        readable.and_where(help_article::Column::Id.in_subquery(published));
    }
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::ProductId)
        .filter(Column::ArticleId.in_subquery(readable))
        .distinct()
        .limit(CHOICES)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut named: Vec<(Uuid, String)> =
        product_names(cx, ids).await?.into_iter().map(|(id, (_, name))| (id, name)).collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(named)
}

/// What an article is about, for its head: the names of its products, and their versions.
pub async fn named(cx: &Cx, article: Uuid) -> Result<Option<(String, String)>, Fault> {
    let rows: Vec<Model> = of_article(cx.read(), article).await?;
    let Some(versions) = rows.first().map(|row| row.versions.clone()) else { return Ok(None) };
    let names = product_names(cx, rows.iter().map(|row| row.product_id)).await?;
    let names: BTreeSet<String> = names.into_values().map(|(_, name)| name).collect();
    Ok(Some((names.into_iter().collect::<Vec<_>>().join(", "), versions)).filter(|(names, _)| !names.is_empty()))
}
