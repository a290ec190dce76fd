//! The articles of the program come into the database, at the first start and with each later program whose texts are others. What staff wrote
//! stays; what was archived stays archived. Several nodes may do so at once: each article is one transaction, and its words are there once.

use super::publish_text::publish_text;
use super::{next_seq, published_text};
use crate::events::BROUGHT_IN;
use crate::model::shipped::{ARTICLES, CATEGORIES, Shipped, ShippedText};
use crate::model::words::State;
use crate::tables::{help_article, help_category, help_text};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use std::collections::{BTreeMap, HashMap, HashSet};

const SLUG: Unique = Unique { name: "help_category_slug", columns: "help_category.slug" };
const ARTICLE: Unique = Unique { name: "help_article_slug", columns: "help_article.slug" };
const NUMBER: Unique = Unique { name: "help_article_number", columns: "help_article.number" };

/// Brings in what is missing or older; answers how many texts that were.
pub async fn bring_in(cx: &Cx) -> Result<u64, Fault> {
    // One look at what is there: mostly nothing is to be done.
    let known: Vec<String> = help_text::Entity::find()
        .select_only()
        .column(help_text::Column::Shipped)
        .filter(help_text::Column::Shipped.is_not_null())
        .into_tuple()
        .all(cx.read())
        .await?;
    let known: HashSet<String> = known.into_iter().collect();
    let is_known = |article: &&Shipped| {
        Lang::ALL.into_iter().filter_map(|lang| article.text(lang)).all(|text| known.contains(&key(article, text)))
    };
    let missing: Vec<&Shipped> = ARTICLES.iter().filter(|article| !is_known(article)).collect();
    if missing.is_empty() {
        return Ok(0);
    }
    let categories = categories(cx).await?;
    let mut brought = 0;
    for article in missing {
        let Some(category) = categories.get(article.category) else { continue };
        // Where every language is another one, it says something else; else only its wording has changed.
        let mut texts = Lang::ALL.into_iter().filter_map(|lang| article.text(lang));
        let is_material = texts.all(|text| !known.contains(&key(article, text)));
        brought += one(cx, article, *category, is_material).await?;
    }
    Ok(brought)
}

/// What is stored of a text that came with the program.
pub(super) fn key(article: &Shipped, text: &ShippedText) -> String {
    format!("{}:{}", article.number, text.fingerprint)
}

/// The ids of the categories, by their words.
async fn categories(cx: &Cx) -> Result<HashMap<String, Uuid>, Fault> {
    use help_category::{Entity, Model};
    let tx = cx.begin().await?;
    let rows = Entity::find().all(&*tx).await?;
    let mut ids: HashMap<String, Uuid> = rows.into_iter().map(|row| (row.slug, row.id)).collect();
    for (place, category) in (1_i64..).zip(CATEGORIES.iter()) {
        if ids.contains_key(category.slug) {
            continue;
        }
        let names: BTreeMap<&str, &str> = Lang::ALL.map(|lang| (lang.tag(), category.name(lang))).into();
        let row = Model {
            id: cx.id(),
            slug: category.slug.to_owned(),
            parent_id: category.above.and_then(|above| ids.get(above).copied()),
            place: place * 10,
            names: serde_json::to_string(&names)?,
            version: 1,
        };
        ids.insert(row.slug.clone(), row.id);
        match Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await {
            // Another node does the same at this moment; the next run finds what it made.
            Err(error) if SLUG.violated_by(&error) => return Ok(HashMap::new()),
            other => other?,
        };
    }
    tx.commit().await?;
    Ok(ids)
}

/// One article with its texts.
async fn one(cx: &Cx, shipped: &Shipped, category: Uuid, is_material: bool) -> Result<u64, Fault> {
    use help_article::{Column, Entity, Model};
    let tx = cx.begin().await?;
    let found = Entity::find().filter(Column::Slug.eq(shipped.slug)).lock_exclusive().one(&*tx).await?;
    let mut article = match found {
        // Staff have given these words to an article of their own.
        Some(row) if !row.shipped => return Ok(0),
        Some(row) => row,
        None => {
            let row = Model {
                id: cx.id(),
                number: shipped.number,
                slug: shipped.slug.to_owned(),
                category_id: category,
                kind: shipped.kind,
                audience: shipped.audience,
                source_lang: Lang::En.tag().to_owned(),
                form: shipped.form.map(str::to_owned),
                shipped: true,
                material: 0,
                archived_at: None,
                created_at: cx.now(),
                changed_at: cx.now(),
                version: 1,
            };
            match Entity::insert(row.clone().into_active_model()).exec_without_returning(&*tx).await {
                Err(error) if ARTICLE.violated_by(&error) || NUMBER.violated_by(&error) => return Ok(0),
                other => other?,
            };
            row
        }
    };
    let mut brought = 0;
    // The source first: translations rest on it.
    for lang in Lang::ALL {
        if let Some(text) = shipped.text(lang)
            && in_language(cx, &tx, &mut article, (lang, is_material), &key(shipped, text), text).await?
        {
            brought += 1;
        }
    }
    if brought > 0 {
        cx.audit(&tx, BROUGHT_IN.about(article.id)).await?;
    }
    tx.commit().await?;
    Ok(brought)
}

/// One text; whether it was brought in. What staff have written is kept: the later text of the program is remembered as replaced, so that it can be
/// compared and taken.
async fn in_language(
    cx: &Cx,
    tx: &Tx,
    article: &mut help_article::Model,
    (lang, is_material): (Lang, bool),
    key: &str,
    text: &ShippedText,
) -> Result<bool, Fault> {
    let of_it = help_text::Entity::find()
        .filter(help_text::Column::ArticleId.eq(article.id))
        .filter(help_text::Column::Lang.eq(lang.tag()))
        .filter(help_text::Column::Shipped.eq(key));
    if of_it.one(&**tx).await?.is_some() {
        return Ok(false);
    }
    let published = published_text(tx, article.id, lang.tag()).await?;
    let is_theirs = published.is_some_and(|before| before.shipped.is_none());
    let seq = next_seq(tx, article.id, lang).await?;
    let row = help_text::Model {
        id: cx.id(),
        article_id: article.id,
        lang: lang.tag().to_owned(),
        seq,
        // Nobody reads it before the step that follows.
        state: State::Replaced,
        title: text.title.to_owned(),
        body: text.body.clone(),
        material: is_material,
        of_source: if lang.tag() == article.source_lang { seq } else { article.material },
        shipped: Some(key.to_owned()),
        author_id: None,
        reader_id: None,
        note: None,
        made_at: cx.now(),
        published_at: None,
        version: 1,
    };
    help_text::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    if is_theirs || article.archived_at.is_some() {
        return Ok(true);
    }
    publish_text(cx, tx, article, row, None).await?;
    Ok(true)
}
