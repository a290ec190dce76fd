//! The first page of the help center: its categories, each with its first articles.

use super::reading::{Item, by_ids, of_program, words};
use crate::model::shipped::{self, CATEGORIES};
use crate::model::words::{Audience, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::{FromQueryResult, Statement, Value};
use std::collections::BTreeMap;

/// Articles of each category on the first page.
const FIRST: i64 = 5;

/// A category with the articles in it.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its word in addresses.
    pub slug: String,
    /// The word of the one above it.
    pub above: Option<String>,
    /// Its name.
    pub name: String,
    /// The first of its articles.
    pub items: Vec<Item>,
    /// How many it has.
    pub count: usize,
}

/// The same articles without their texts, for looks at all of them: an index says of each that it has one.
fn readable(lang: Lang, readers: &[Audience]) -> String {
    let (tag, words) = (lang.tag(), words(readers));
    let text = "select 1 from help_text t where t.article_id = a.id and t.state = 'published' and t.lang";
    format!(
        "from help_article a where a.archived_at is null and a.audience in ({words}) \
         and (exists ({text} = a.source_lang) or exists ({text} = '{tag}'))"
    )
}

/// How many articles a category has.
#[derive(FromQueryResult)]
struct Count {
    id: Uuid,
    total: i64,
}

/// Of each category that has any.
async fn counts(cx: &Cx, reader: Reader, lang: Lang) -> Result<BTreeMap<Uuid, i64>, Fault> {
    let readable = readable(lang, &reader.audiences());
    let text = format!("select a.category_id as id, count(*) as total {readable} group by a.category_id");
    let all = Count::find_by_statement(Statement::from_string(cx.db().backend(), text)).all(cx.read()).await?;
    Ok(all.into_iter().map(|one| (one.id, one.total)).collect())
}

/// One of the first articles of a category.
#[derive(FromQueryResult)]
struct First {
    id: Uuid,
    number: i64,
}

/// Categories that are read in one statement.
const AT_ONCE: usize = 100;

/// The first articles of each of these categories, by number.
async fn first(cx: &Cx, categories: &[Uuid], reader: Reader, lang: Lang) -> Result<Vec<Uuid>, Fault> {
    let readable = readable(lang, &reader.audiences());
    let of_one = |n: usize| {
        format!(
            "select * from (select a.id, a.number {readable} and a.category_id = ${n} \
             order by a.number limit {FIRST}) as of{n}"
        )
    };
    let mut all: Vec<First> = Vec::new();
    for part in categories.chunks(AT_ONCE) {
        let parts: Vec<String> = (1..=part.len()).map(of_one).collect();
        let values: Vec<Value> = part.iter().map(|id| Value::from(*id)).collect();
        let statement = Statement::from_sql_and_values(cx.db().backend(), parts.join(" union all "), values);
        all.extend(First::find_by_statement(statement).all(cx.read()).await?);
    }
    all.sort_by_key(|one| one.number);
    Ok(all.into_iter().map(|one| one.id).collect())
}

/// The categories with something in them, each with its first articles.
pub async fn contents(cx: &Cx, reader: Reader, lang: Lang) -> Result<Vec<Section>, Fault> {
    let categories = super::staff::categories(cx).await?;
    if categories.is_empty() {
        return Ok(contents_of_program(reader, lang));
    }
    let counts = counts(cx, reader, lang).await?;
    let full: Vec<Uuid> = categories.iter().map(|row| row.id).filter(|id| counts.contains_key(id)).collect();
    let ids = first(cx, &full, reader, lang).await?;
    let mut items: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in by_ids(cx, &ids, reader, lang).await? {
        items.entry(item.category.clone()).or_default().push(item);
    }
    let words: BTreeMap<Uuid, String> = categories.iter().map(|row| (row.id, row.slug.clone())).collect();
    let section = |row: &crate::tables::help_category::Model| Section {
        slug: row.slug.clone(),
        above: row.parent_id.and_then(|id| words.get(&id).cloned()),
        name: super::staff::name(row, lang),
        items: items.remove(&row.slug).unwrap_or_default(),
        count: counts.get(&row.id).map_or(0, |total| usize::try_from(*total).unwrap_or(0)),
    };
    Ok(kept(categories.iter().map(section).collect()))
}

/// A category is shown where something is in it, or in one below it.
fn kept(all: Vec<Section>) -> Vec<Section> {
    let full: Vec<String> = all
        .iter()
        .filter(|section| section.count > 0)
        .flat_map(|section| [Some(section.slug.clone()), section.above.clone()])
        .flatten()
        .collect();
    all.into_iter().filter(|section| full.contains(&section.slug)).collect()
}

fn contents_of_program(reader: Reader, lang: Lang) -> Vec<Section> {
    let all = of_program(reader, lang);
    let section = |category: &shipped::ShippedCategory| {
        let mut items: Vec<Item> = all.iter().filter(|item| item.category == category.slug).cloned().collect();
        let count = items.len();
        items.truncate(usize::try_from(FIRST).unwrap_or(0));
        Section {
            slug: category.slug.to_owned(),
            above: category.above.map(str::to_owned),
            name: category.name(lang).to_owned(),
            items,
            count,
        }
    };
    kept(CATEGORIES.iter().map(section).collect())
}
