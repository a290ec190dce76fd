//! Searching by words among a million requests (SUP-17), in this process, on both engines.
//!
//! Some texts are indexed by the kit, of 16 words each out of 2,700, a few of which are in almost every text, as in a language. The
//! others are copies of them, filled in by SQL, so every word but those of the probes is in hundreds of texts at least. The probes are
//! the oldest. Searches: by staff for a word of one text, for two frequent words, for a frequent and a rare one, for words of which no
//! text has all; and by the members of one company for a word of theirs.

use super::staff_search::{run, take_indexes};
use crate::content::Content;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, percentile};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Engine, PageRequest};
use gatehouse_search::{Mark, Query, Sought, Text, found, put};
use std::time::Instant;

const ROWS: usize = 1_000_000;
const TEMPLATES: usize = 2_000;
const PROBES: usize = 40;
const COMPANIES: usize = 500;
const VOCABULARY: usize = 2_700;
const ROUNDS: usize = 3;
const KIND: &str = "bench.request";
/// In milliseconds.
const GOAL: f64 = 200.0;

/// The names of the figures.
pub const NAMES: [&str; 2] = ["request_search", "request_search_postgres"];

/// Measures on the embedded database, and on PostgreSQL where there is one.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let mut figures = vec![on(place, None, NAMES[0])?];
    match &place.postgres {
        Some(url) => {
            let database = place.runtime.block_on(super::activation::new_database(url))?;
            figures.push(on(place, Some(&database), NAMES[1])?);
        }
        None => eprintln!("{} is left out: GATEHOUSE_TEST_POSTGRES names no server", NAMES[1]),
    }
    Ok(figures)
}

fn on(place: &Place, database: Option<&str>, name: &'static str) -> Result<Figure, Fault> {
    let data = place.new_folder(name)?;
    place.runtime.block_on(async {
        let content = Content::open(&data, database).await?;
        fill(&content.cx).await?;
        let figure = figure(&content.cx, name).await;
        content.close().await?;
        figure
    })
}

/// The word of a number: letters alone, none the beginning of another one, and no ending that a stemmer takes.
fn word(number: usize) -> String {
    let syllables = ["ba", "ko", "du", "fa", "go", "ku", "lo", "ma", "nu", "po", "ra", "tu", "wo", "zu"];
    let mut rest = number;
    let mut text = String::new();
    for _ in 0..3 {
        text.push_str(syllables[rest % syllables.len()]);
        rest /= syllables.len();
    }
    text.push('k');
    text
}

/// Numbers that look like chance and are the same in every run.
fn chance(seed: usize) -> f64 {
    let mixed = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    f64::from(u32::try_from(mixed >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}

/// Small numbers come often.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "below 2,700")]
fn word_number(seed: usize) -> usize {
    ((VOCABULARY as f64 * chance(seed).powi(4)) as usize).min(VOCABULARY - 1)
}

fn body(number: usize) -> String {
    (0..12).map(|at| word(word_number(number * 64 + at))).collect::<Vec<_>>().join(" ")
}

fn title(number: usize) -> String {
    (0..4).map(|at| word(word_number(number * 64 + 32 + at))).collect::<Vec<_>>().join(" ")
}

fn company(number: usize) -> Uuid {
    Uuid::from_u128(0x7000_8000_0000_0000_0000 + number as u128)
}

async fn fill(cx: &Cx) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    for number in 0..PROBES + TEMPLATES {
        let marks = [Mark::staff(), Mark::company(company(number % COMPANIES))];
        let text = body(number);
        // What one probe alone has.
        let text = if number < PROBES { format!("{text} probe{number}x") } else { text };
        let title = title(number);
        put(
            cx,
            &tx,
            &Text {
                kind: KIND,
                about: cx.id(),
                part: "",
                subject: company(number),
                marks: &marks,
                title: &title,
                body: &text,
            },
        )
        .await?;
    }
    tx.commit().await?;
    let copies = ROWS / TEMPLATES;
    let (series, id) = match cx.db().engine() {
        Engine::Sqlite => (
            format!(
                "(with recursive c(i) as (select 1 union all select i + 1 from c where i < {copies}) select i from c) n"
            ),
            "randomblob(16)",
        ),
        Engine::Postgres => (format!("generate_series(1, {copies}) as n(i)"), "gen_random_uuid()"),
    };
    let columns = "subject_id, at, marks, title, words, heads";
    // Words go into an index of PostgreSQL much slower one by one than all at once.
    let indexes = match cx.db().engine() {
        Engine::Sqlite => Vec::new(),
        Engine::Postgres => take_indexes(cx, "'search_text'").await?,
    };
    // A table of its own: what is read must not be what is written, or SQLite would put all of it aside first.
    let template = format!("create table template as select {columns} from search_text where number > {PROBES}");
    let copy = format!(
        "insert into search_text (kind, about_id, part, {columns}) select '{KIND}', {id}, '', t.subject_id, t.at, t.marks, \
         t.title, t.words, t.heads from {series} cross join template t"
    );
    for text in [template.as_str(), copy.as_str(), "drop table template"] {
        cx.db().writer().execute_unprepared(text).await?;
    }
    for index in &indexes {
        run(cx, index).await?;
    }
    // The embedded engine never looks through its tables by itself; the other one does.
    match cx.db().engine() {
        Engine::Sqlite => {
            cx.db().checkpoint().await?;
        }
        Engine::Postgres => {
            cx.db().writer().execute_unprepared("vacuum analyze search_text").await?;
        }
    }
    Ok(())
}

/// A search, and who makes it.
struct Probe {
    words: String,
    reader: Mark,
}

fn probes() -> Vec<Probe> {
    let mut all = Vec::new();
    for number in 0..PROBES {
        let staff = |words: String| Probe { words, reader: Mark::staff() };
        all.push(staff(format!("probe{number}x")));
        all.push(staff(format!("{} {}", word(number % 5), word(5 + number % 7))));
        all.push(staff(format!("{} {}", word(number % 5), word(VOCABULARY - 1_000 + number))));
        all.push(staff(format!("{} probe{number}x probe{}x", word(number), (number + 1) % PROBES)));
        all.push(Probe { words: word(word_number(number * 64)), reader: Mark::company(company(number)) });
    }
    all
}

async fn figure(cx: &Cx, name: &'static str) -> Result<Figure, Fault> {
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    let newest = "select about_id, part, number from search_text order by number desc limit 51";
    // The first round warms connections and statements up.
    for round in 0..=ROUNDS {
        let (mut lists, mut searches) = (Vec::new(), Vec::new());
        for probe in probes() {
            let begun = Instant::now();
            cx.read().query_all_raw(Statement::from_string(cx.db().backend(), newest)).await?;
            lists.push(microseconds(begun));
            let begun = Instant::now();
            let query = Query::parse(&probe.words);
            let sought =
                Sought { kind: KIND, readers: std::slice::from_ref(&probe.reader), all_of: &[], query: &query };
            let hits = found(cx, cx.read(), &sought, &PageRequest::default()).await?.page.items;
            searches.push(microseconds(begun));
            if hits.is_empty() {
                return Err(Fault::new(format!("nothing is found by {}", probe.words)));
            }
        }
        if round > 0 {
            rounds.baselines.push(percentile(&lists, 0.99) / 1000.0);
            rounds.values.push(percentile(&searches, 0.99) / 1000.0);
        }
    }
    let what =
        "in process, p99: a page of requests by their words, of a million, by staff and by the members of a company";
    Ok(Figure::of(name, "ms", &rounds, what, "the newest page of all").goal(Goal::Below(GOAL)))
}

fn microseconds(begun: Instant) -> u32 {
    u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{VOCABULARY, body, word};
    use std::collections::BTreeSet;

    #[test]
    fn every_word_is_another_one() {
        assert_eq!((0..VOCABULARY).map(word).collect::<BTreeSet<_>>().len(), VOCABULARY);
        assert_eq!(body(7).split(' ').count(), 12);
        assert_eq!(body(7), body(7));
    }
}
