//! Texts come into the index, in the transaction that stores them.

use crate::key::{Hasher, Sort};
use crate::mark::Mark;
use crate::words::words;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait, Statement, Value};

/// Words of a text that are indexed; of a title fewer.
const MOST: usize = 8_000;
const MOST_OF_TITLE: usize = 100;
/// Characters of words up to which more are appended: beyond, `tsvector` would end.
const FULL: usize = 80_000;

/// What is to be found.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// What it is, such as `support.request`.
    pub kind: &'static str,
    /// Of which thing: what a search finds.
    pub about: Uuid,
    /// Which part of its words: a row of its own, with readers of its own.
    pub part: &'static str,
    /// Under whose key the text itself is sealed. The row goes with that key.
    pub subject: Uuid,
    /// Who may find it, and what it is narrowed by. Without a reader's mark nobody finds it.
    pub marks: &'a [Mark],
    /// Its words count more.
    pub title: &'a str,
    /// The other words.
    pub body: &'a str,
}

/// What one statement of each sort does where the row is there.
const REPLACES: &str = "title = excluded.title, words = excluded.words, heads = excluded.heads";

/// Indexes a text, in place of what was there of this thing and part. It keeps its place in lists.
pub async fn put(cx: &Cx, tx: &Tx, text: &Text<'_>) -> Result<(), Fault> {
    store(cx, tx, text, REPLACES).await
}

/// Adds the words of a further message to what is there of this thing and part; the marks and a title that is not empty replace those
/// of before. Words beyond some 16,000 of a thing are not found.
pub async fn append(cx: &Cx, tx: &Tx, text: &Text<'_>) -> Result<(), Fault> {
    let joined = |column: &str| {
        format!(
            "{column} = case when length(search_text.{column}) > {FULL} then search_text.{column} \
             else search_text.{column} || ' ' || excluded.{column} end"
        )
    };
    let title = "title = case when excluded.title = '' then search_text.title else excluded.title end";
    store(cx, tx, text, &format!("{title}, {}, {}", joined("words"), joined("heads"))).await
}

async fn store(cx: &Cx, tx: &Tx, text: &Text<'_>, changes: &str) -> Result<(), Fault> {
    let mut hasher = Hasher::writing(cx, tx).await?;
    let (title, body) = (words(text.title, MOST_OF_TITLE), words(text.body, MOST));
    let heads = title.heads.union(&body.heads).map(String::as_str);
    let heads = hashed(&mut hasher, heads);
    let statement = format!(
        "insert into search_text (kind, about_id, part, subject_id, at, marks, title, words, heads) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (kind, about_id, part) do update set \
         subject_id = excluded.subject_id, at = excluded.at, marks = excluded.marks, {changes}"
    );
    let values: [Value; 9] = [
        text.kind.into(),
        text.about.into(),
        text.part.into(),
        text.subject.into(),
        cx.now().0.into(),
        marks(&mut hasher, text.kind, text.marks).into(),
        hashed(&mut hasher, title.words.iter().map(String::as_str)).into(),
        hashed(&mut hasher, body.words.iter().map(String::as_str)).into(),
        heads.into(),
    ];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), statement, values)).await?;
    Ok(())
}

/// Changes who may find a part of a thing, or what it is narrowed by; its words stay. Does nothing where it is not indexed.
pub async fn mark(
    cx: &Cx,
    tx: &Tx,
    (kind, about, part): (&'static str, Uuid, &'static str),
    new: &[Mark],
) -> Result<(), Fault> {
    let mut hasher = Hasher::writing(cx, tx).await?;
    let text = "update search_text set marks = $4 where kind = $1 and about_id = $2 and part = $3";
    let values: [Value; 4] = [kind.into(), about.into(), part.into(), marks(&mut hasher, kind, new).into()];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    Ok(())
}

fn marks(hasher: &mut Hasher, kind: &str, marks: &[Mark]) -> String {
    let of_kind = Mark::kind(kind);
    let all: Vec<String> =
        marks.iter().chain([&of_kind]).map(|mark| hasher.hashed(Sort::Mark, mark.as_str())).collect();
    all.join(" ")
}

fn hashed<'a>(hasher: &mut Hasher, words: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<String> = words.map(|word| hasher.hashed(Sort::Word, word)).collect();
    all.join(" ")
}
