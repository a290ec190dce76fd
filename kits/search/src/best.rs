//! The few texts that fit best: suggestions, and the help center's own search.
//!
//! What is looked at closely is bounded before anything is ranked, because an engine's own rank reads every text that has a word.

use crate::find::{Asked, Hit, Mode, Place, Sought};
use crate::score::{Candidate, score};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Engine;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

/// Texts that are looked at closely, and the newest of each piece among which they are chosen.
const CANDIDATES: u32 = 200;
/// The newest that have all pieces, or any of them in the title.
const OUTSTANDING: u32 = 50;
/// Of how many of these PostgreSQL takes the newest; the embedded engine walks from the newest on.
const MOST_SORTED: u32 = 1_000;
/// Characters of their words that are looked at.
const LOOKED_AT: u32 = 20_000;

/// What having all pieces in the title, all of them, or one in the title weighs in the choice.
const ALL_IN_TITLE: u32 = 300_000;
const ALL: u32 = 200_000;
const ANY_IN_TITLE: u32 = 150_000;
/// What a piece of fewer than [`CANDIDATES`] texts weighs at least: more than frequent ones together.
const NOT_FREQUENT: u32 = 100_000;
/// What a piece weighs besides, shared by the texts that have it.
const SHARED: u32 = 1_000_000;

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

/// The `most` texts that fit best, any of the words being enough; at most 200. All that have a word are judged while no more than 200
/// have one; of more, those are chosen that have the rarest words, all of them, or the title.
pub async fn best(cx: &Cx, conn: &impl ConnectionTrait, sought: &Sought<'_>, most: usize) -> Result<Vec<Best>, Fault> {
    let Some(asked) = Asked::of(cx, sought).await? else { return Ok(Vec::new()) };
    let text = candidates(&asked, cx.db().engine());
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

/// One statement: sets of texts, each with a limit; and the rows of those that weigh most in them. Whole numbers, so that both engines
/// choose alike.
fn candidates(asked: &Asked, engine: Engine) -> String {
    let all = asked.pieces.as_slice();
    let mut sets = vec![(asked.numbers(engine, all, Mode::Any, Place::Title), OUTSTANDING, ANY_IN_TITLE.to_string())];
    if all.len() > 1 {
        sets.push((asked.numbers(engine, all, Mode::All, Place::Title), OUTSTANDING, ALL_IN_TITLE.to_string()));
        sets.push((asked.numbers(engine, all, Mode::All, Place::Anywhere), OUTSTANDING, ALL.to_string()));
    }
    for piece in all.chunks(1) {
        let count = format!("(select count(*) from set{})", sets.len());
        let weight = format!("{SHARED} / {count} + case when {count} < {CANDIDATES} then {NOT_FREQUENT} else 0 end");
        sets.push((asked.numbers(engine, piece, Mode::All, Place::Anywhere), CANDIDATES, weight));
    }
    // Of several words at once PostgreSQL expects few texts, and would fetch all of them to sort them.
    if engine == Engine::Postgres {
        for (numbers, limit, _) in &mut sets {
            if *limit == OUTSTANDING {
                *numbers = format!("select number from ({numbers} limit {MOST_SORTED}) as few");
            }
        }
    }
    let (mut bounded, mut weighed) = (Vec::new(), Vec::new());
    for (at, (numbers, limit, weight)) in sets.into_iter().enumerate() {
        bounded.push(format!("set{at} as materialized ({numbers} order by number desc limit {limit})"));
        weighed.push(format!("select number, {weight} as weight from set{at}"));
    }
    let column = |name: &str| format!("substr(search_text.{name}, 1, {LOOKED_AT}) as {name}");
    format!(
        "with {}, chosen as materialized (select number from ({}) as weighed group by number \
         order by sum(weight) desc, number desc limit {CANDIDATES}) \
         select search_text.about_id, search_text.part, search_text.number, {}, {}, {} \
         from chosen join search_text on search_text.number = chosen.number",
        bounded.join(", "),
        weighed.join(" union all "),
        column("title"),
        column("words"),
        column("heads"),
    )
}
