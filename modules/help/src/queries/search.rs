//! Finding articles by words (ALL-10, SUP-18), in the reader's language first; the same on both engines.

use super::products::about_others;
use super::reading::{Item, by_ids, of_program};
use crate::model::words::{Kind, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_search::{Mark, Query, Sought, best};
use sea_orm::ConnectionTrait;

/// What the index calls articles.
pub const KIND: &str = "help.article";

/// The most that a search shows.
pub const MOST: usize = 20;

/// The share of what is sought that a suggestion has at least: below it, nothing is better than something. On the labeled questions
/// (`tests/it/questions`) a third finds a tenth more than a half does, because people write words that stand in no article.
const ENOUGH: f64 = 0.33;

/// What a text of this language is narrowed by.
pub(crate) fn of_lang(lang: Lang) -> Mark {
    Mark::of("lang", lang.tag())
}

/// What a text about this product is narrowed by.
pub(crate) fn of_product(product: Uuid) -> Mark {
    Mark::of("product", product)
}

/// What is sought, and in what.
struct Asked<'a> {
    reader: Reader,
    lang: Option<Lang>,
    product: Option<Uuid>,
    query: &'a Query,
}

/// The ids of articles that fit, best first, each once; and how much of what is sought the best of them has.
async fn found(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    asked: &Asked<'_>,
    (most, least): (usize, f64),
) -> Result<(Vec<Uuid>, f64), Fault> {
    let readers = [asked.reader.mark()];
    let narrowed: Vec<Mark> = asked.lang.map(of_lang).into_iter().chain(asked.product.map(of_product)).collect();
    let sought = Sought { kind: KIND, readers: &readers, all_of: &narrowed, query: asked.query };
    let (mut ids, mut share) = (Vec::new(), 0.0_f64);
    // One article may have a text in each language.
    for hit in best(cx, conn, &sought, most * Lang::ALL.len()).await? {
        share = share.max(hit.share);
        if hit.share >= least && !ids.contains(&hit.hit.about_id) {
            ids.push(hit.hit.about_id);
        }
    }
    ids.truncate(most);
    Ok((ids, share))
}

/// What was found, best first.
#[derive(Clone, Debug)]
pub struct Found {
    /// The articles.
    pub items: Vec<Item>,
    /// Whether nothing was found in the reader's language, and so in any.
    pub is_elsewhere: bool,
    /// Whether nothing in the reader's language has enough of the words to be an answer.
    pub is_missed: bool,
}

/// The articles that somebody searches.
pub async fn search(cx: &Cx, reader: Reader, lang: Lang, words: &str) -> Result<Found, Fault> {
    search_about(cx, reader, lang, words, None).await
}

/// The same among those about a product.
pub async fn search_about(
    cx: &Cx,
    reader: Reader,
    lang: Lang,
    words: &str,
    product: Option<Uuid>,
) -> Result<Found, Fault> {
    let query = Query::widened(words);
    let asked = Asked { reader, lang: Some(lang), product, query: &query };
    let (own, share) = found(cx, cx.read(), &asked, (MOST, 0.0)).await?;
    let is_elsewhere = own.is_empty();
    let ids =
        if is_elsewhere { found(cx, cx.read(), &Asked { lang: None, ..asked }, (MOST, 0.0)).await?.0 } else { own };
    let items = by_ids(cx, &ids, reader, lang).await?;
    let is_missed = product.is_none() && !query.is_empty() && share < ENOUGH;
    Ok(Found { is_elsewhere: is_elsewhere && !items.is_empty(), is_missed, items })
}

/// The few that may answer what somebody is about to ask. What a word means is no answer.
pub async fn suggested(cx: &Cx, reader: Reader, lang: Lang, words: &str, most: usize) -> Result<Vec<Item>, Fault> {
    suggested_about(cx, reader, lang, words, (None, most)).await
}

/// The same of a product: those about it first, then those about none; those about other products answer nothing.
pub async fn suggested_about(
    cx: &Cx,
    reader: Reader,
    lang: Lang,
    words: &str,
    (product, most): (Option<Uuid>, usize),
) -> Result<Vec<Item>, Fault> {
    let ids = chosen(cx, cx.read(), (reader, lang), words, (product, most * 4)).await?;
    let mut items = by_ids(cx, &ids, reader, lang).await?;
    items.retain(|item| item.kind != Kind::Term);
    items.truncate(most);
    Ok(items)
}

/// The ids of those that may answer a question about a product, best first; also read inside a transaction.
pub(crate) async fn chosen(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    (reader, lang): (Reader, Lang),
    words: &str,
    (product, most): (Option<Uuid>, usize),
) -> Result<Vec<Uuid>, Fault> {
    let query = Query::widened(words);
    let asked = Asked { reader, lang: Some(lang), product, query: &query };
    let mut ids = match product {
        Some(_) => found(cx, conn, &asked, (most, ENOUGH)).await?.0,
        None => Vec::new(),
    };
    for id in found(cx, conn, &Asked { product: None, ..asked }, (most, ENOUGH)).await?.0 {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let others = about_others(conn, &ids, product).await?;
    ids.retain(|id| !others.contains(id));
    Ok(ids)
}

/// Three that are about something similar.
pub async fn related(cx: &Cx, reader: Reader, item: &Item) -> Result<Vec<Item>, Fault> {
    const MOST: usize = 3;
    let lang = item.lang();
    let Some(id) = item.id else {
        let others = of_program(reader, lang).into_iter();
        let others = others.filter(|one| one.category == item.category && one.number != item.number);
        return Ok(others.take(MOST).collect());
    };
    let query = Query::parse(&item.title);
    let asked = Asked { reader, lang: Some(lang), product: None, query: &query };
    let (mut ids, _) = found(cx, cx.read(), &asked, (MOST + 1, 0.0)).await?;
    ids.retain(|one| *one != id);
    ids.truncate(MOST);
    by_ids(cx, &ids, reader, lang).await
}
