//! The few texts that fit best: suggestions, and the help center's own search.

use crate::find::{Asked, Hit, Mode, Sought};
use crate::score::{Candidate, score};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Engine;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

/// Texts that are looked at closely: the first by the engine's own rank.
const CANDIDATES: u32 = 200;
/// Characters of their words that are looked at.
const LOOKED_AT: u32 = 20_000;

/// A text that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// The text.
    pub hit: Hit,
    /// How well it fits, in no unit: greater is better.
    pub score: f64,
    /// How much of what is sought it has, from 0 to 1; rare words weigh more. Suggest nothing below a half.
    pub share: f64,
}

#[derive(FromQueryResult)]
struct Row {
    about_id: Uuid,
    part: String,
    number: i64,
    title: String,
    words: String,
    heads: String,
}

/// The `most` texts that fit best, any of the words being enough; at most 200. One order on both engines while no more than 200 have a word.
pub async fn best(cx: &Cx, conn: &impl ConnectionTrait, sought: &Sought<'_>, most: usize) -> Result<Vec<Best>, Fault> {
    let Some(asked) = Asked::of(cx, sought).await? else { return Ok(Vec::new()) };
    let engine = cx.db().engine();
    let rank = match engine {
        Engine::Sqlite => "bm25(search_index, 8.0, 1.0, 0.5, 0.0)".to_owned(),
        // The marks, which all have, are of the lowest weight.
        Engine::Postgres => format!("-ts_rank('{{0, 0.1, 0.2, 1}}', found_by, {})", asked.words_alone()),
    };
    let column = |name: &str| format!("substr(search_text.{name}, 1, {LOOKED_AT}) as {name}");
    let text = format!(
        "select about_id, part, number, {}, {}, {} from {} order by {rank}, number desc limit {CANDIDATES}",
        column("title"),
        column("words"),
        column("heads"),
        asked.source(engine, Mode::Any)
    );
    let rows = Row::find_by_statement(Statement::from_string(conn.get_database_backend(), text)).all(conn).await?;
    let candidates: Vec<Candidate<'_>> =
        rows.iter().map(|row| Candidate::of(&row.title, &row.words, &row.heads)).collect();
    let scored = score(&candidates, &asked.pieces);
    let mut all: Vec<Best> = rows
        .into_iter()
        .zip(scored)
        .map(|(row, scored)| Best {
            hit: Hit { about_id: row.about_id, part: row.part, number: row.number },
            score: scored.score,
            share: scored.share,
        })
        .collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.hit.number.cmp(&a.hit.number)));
    all.truncate(most);
    Ok(all)
}
