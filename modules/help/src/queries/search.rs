//! Finding articles by words (ALL-10, SUP-18), in the reader's language first; the same on both engines.

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

/// The ids of articles that fit, best first, each once.
async fn found(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    reader: Reader,
    lang: Option<Lang>,
    query: &Query,
    (most, least): (usize, f64),
) -> Result<Vec<Uuid>, Fault> {
    let readers = [reader.mark()];
    let narrowed: Vec<Mark> = lang.into_iter().map(of_lang).collect();
    let sought = Sought { kind: KIND, readers: &readers, all_of: &narrowed, query };
    let mut ids = Vec::new();
    // One article may have a text in each language.
    for hit in best(cx, conn, &sought, most * Lang::ALL.len()).await? {
        if hit.share >= least && !ids.contains(&hit.hit.about_id) {
            ids.push(hit.hit.about_id);
        }
    }
    ids.truncate(most);
    Ok(ids)
}

/// What was found, best first.
#[derive(Clone, Debug)]
pub struct Found {
    /// The articles.
    pub items: Vec<Item>,
    /// Whether nothing was found in the reader's language, and so in any.
    pub is_elsewhere: bool,
}

/// The articles that somebody searches.
pub async fn search(cx: &Cx, reader: Reader, lang: Lang, words: &str) -> Result<Found, Fault> {
    let query = Query::widened(words);
    let own = found(cx, cx.read(), reader, Some(lang), &query, (MOST, 0.0)).await?;
    let is_elsewhere = own.is_empty();
    let ids = if is_elsewhere { found(cx, cx.read(), reader, None, &query, (MOST, 0.0)).await? } else { own };
    let items = by_ids(cx, &ids, reader, lang).await?;
    Ok(Found { is_elsewhere: is_elsewhere && !items.is_empty(), items })
}

/// The few that may answer what somebody is about to ask. What a word means is no answer.
pub async fn suggested(cx: &Cx, reader: Reader, lang: Lang, words: &str, most: usize) -> Result<Vec<Item>, Fault> {
    let ids = found(cx, cx.read(), reader, Some(lang), &Query::widened(words), (most * 4, ENOUGH)).await?;
    let mut items = by_ids(cx, &ids, reader, lang).await?;
    items.retain(|item| item.kind != Kind::Term);
    items.truncate(most);
    Ok(items)
}

/// The ids of those that may answer a question, best first, read inside a transaction.
pub(crate) async fn chosen(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    reader: Reader,
    lang: Lang,
    words: &str,
    most: usize,
) -> Result<Vec<Uuid>, Fault> {
    found(cx, conn, reader, Some(lang), &Query::widened(words), (most, ENOUGH)).await
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
    let mut ids = found(cx, cx.read(), reader, Some(lang), &Query::parse(&item.title), (MOST + 1, 0.0)).await?;
    ids.retain(|one| *one != id);
    ids.truncate(MOST);
    by_ids(cx, &ids, reader, lang).await
}
