//! Which products articles are about (SUP-18). An article of no product is about the portal, and fits every question.

use crate::model::words::{Reader, State};
use crate::tables::help_product::{Column, Entity, Model};
use gatehouse_catalog::queries::products::product_names;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, FromQueryResult, QueryOrder as _, Statement};
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

/// A product that articles are about.
#[derive(FromQueryResult)]
struct Known {
    id: Uuid,
}

/// The products that a reader finds articles about, by name. It is asked with every page of `/help`: each product is found behind the one before it, and
/// of its articles the first that can be read is enough.
pub async fn choices(cx: &Cx, reader: Reader) -> Result<Vec<(Uuid, String)>, Fault> {
    let audiences: Vec<String> = reader.audiences().iter().map(|one| format!("'{}'", one.word())).collect();
    // A draft says nothing of a product that nobody knows yet.
    let published = if reader == Reader::Staff {
        String::new()
    } else {
        format!(
            " and (select t.id from help_text t where t.article_id = a.id and t.state = '{}' limit 1) is not null",
            State::Published.word()
        )
    };
    let text = format!(
        "with recursive known (id) as (\
         select * from (select product_id from help_product order by product_id limit 1) as begun \
         union all \
         select (select p.product_id from help_product p where p.product_id > known.id order by p.product_id limit 1) \
         from known where known.id is not null) \
         select id from known where id is not null and (\
         select a.id from help_product p join help_article a on a.id = p.article_id \
         where p.product_id = known.id and a.archived_at is null and a.audience in ({}){published} limit 1\
         ) is not null limit {CHOICES}",
        audiences.join(", ")
    );
    let statement = Statement::from_string(cx.db().backend(), text);
    let known = Known::find_by_statement(statement).all(cx.read()).await?;
    let mut named: Vec<(Uuid, String)> = product_names(cx, known.iter().map(|one| one.id))
        .await?
        .into_iter()
        .map(|(id, (_, name))| (id, name))
        .collect();
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
