//! Searching: what is sought in the words of each engine, and lists of what was found.

use crate::key::{Hasher, Sort};
use crate::mark::Mark;
use crate::query::{Query, Way};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::Reading;
use gatehouse_db::{Cursor, Direction, Engine, PageRequest, Paged, SortKey};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

/// With fewer hits for all of the words, any of them will do.
pub const FEW: usize = 3;

/// Hits that PostgreSQL sorts: of readers of whom many texts are, and of others.
const OF_MANY: i64 = 1_000;
const OF_FEW: i64 = 10_000;

/// What is sought, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// What it is, such as `support.request`.
    pub kind: &'static str,
    /// The reader's marks: a text needs one of them. Without any, nothing is found.
    pub readers: &'a [Mark],
    /// What it is narrowed by: a text needs all of them.
    pub all_of: &'a [Mark],
    /// The words.
    pub query: &'a Query,
}

/// A text that was found.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Hit {
    /// The thing.
    pub about_id: Uuid,
    /// Which part of its words.
    pub part: String,
    /// Its place; grows with the time at which it was first indexed.
    pub number: i64,
}

/// A page of texts, newest first.
#[derive(Clone, Debug)]
pub struct Found {
    /// The texts. A thing of several parts may stand there several times, if its reader may see several.
    pub page: Paged<Hit>,
    /// Whether they have some of the words, because too few have all of them.
    pub is_part: bool,
}

/// Whether all pieces must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    All,
    Any,
}

/// Where words are sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Title,
}

impl Mode {
    /// A cursor belongs to one of them.
    const fn word(self) -> &'static str {
        match self {
            Self::All => "all ",
            Self::Any => "any ",
        }
    }
}

/// The texts that a reader finds, newest first.
pub async fn found(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    sought: &Sought<'_>,
    request: &PageRequest,
) -> Result<Found, Fault> {
    let nothing = Found { page: Paged { items: Vec::new(), previous: None, next: None }, is_part: false };
    let Some(asked) = Asked::of(cx, sought).await? else { return Ok(nothing) };
    let begun = request.before.as_ref().or(request.after.as_ref());
    let mode = match begun.map(|cursor| &cursor.0) {
        Some(SortKey::Text(text)) if text.starts_with(Mode::Any.word()) => Mode::Any,
        _ => Mode::All,
    };
    let page = page(cx, conn, &asked, mode, request).await?;
    if begun.is_none() && page.items.len() < FEW && sought.query.len() > 1 {
        let any = self::page(cx, conn, &asked, Mode::Any, request).await?;
        let is_part = any.items.len() > page.items.len();
        return Ok(if is_part { Found { page: any, is_part } } else { Found { page, is_part } });
    }
    Ok(Found { page, is_part: mode == Mode::Any })
}

async fn page(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    asked: &Asked,
    mode: Mode,
    request: &PageRequest,
) -> Result<Paged<Hit>, Fault> {
    let reading = Reading::of(request, Direction::Descending);
    let from = match reading.from {
        None => None,
        Some(Cursor(SortKey::Text(text), _)) if text.starts_with(mode.word()) => {
            Some(text[mode.word().len()..].parse::<i64>()?)
        }
        Some(_) => return Err(Fault::new("a cursor of another list")),
    };
    let (sign, order) = if reading.ascending { (">", "asc") } else { ("<", "desc") };
    let range = Range { from, sign, order, rows: request.rows() + 1 };
    let hits = match cx.db().engine() {
        Engine::Sqlite => embedded(conn, asked, mode, &range).await?,
        Engine::Postgres => server(conn, asked, mode, &range).await?,
    };
    Ok(reading.page(hits, request, |hit| Cursor(SortKey::Text(format!("{}{}", mode.word(), hit.number)), hit.about_id)))
}

/// Which rows of a list are read.
struct Range {
    from: Option<i64>,
    sign: &'static str,
    order: &'static str,
    rows: u64,
}

impl Range {
    fn beyond(&self, column: &str) -> String {
        self.from.map(|from| format!(" and {column} {} {from}", self.sign)).unwrap_or_default()
    }
}

/// FTS5 walks its index in the order of the rows, from either end.
async fn embedded(conn: &impl ConnectionTrait, asked: &Asked, mode: Mode, range: &Range) -> Result<Vec<Hit>, Fault> {
    let number = "search_index.rowid";
    let text = format!(
        "select about_id, part, number from {}{} order by {number} {} limit {}",
        asked.source(Engine::Sqlite, mode),
        range.beyond(number),
        range.order,
        range.rows
    );
    Ok(Hit::find_by_statement(Statement::from_string(conn.get_database_backend(), text)).all(conn).await?)
}

#[derive(FromQueryResult)]
struct Counted {
    about_id: Uuid,
    part: String,
    number: i64,
    total: i64,
}

/// PostgreSQL knows two ways: all hits by its index of words, sorted, and the rows in their order, looked at one by one. It cannot tell
/// which is short, because it does not know how frequent a rare word is. So the first way is tried up to a number of hits; where there
/// are more, the second one finds a page soon.
async fn server(conn: &impl ConnectionTrait, asked: &Asked, mode: Mode, range: &Range) -> Result<Vec<Hit>, Fault> {
    let (source, beyond) = (asked.source(Engine::Postgres, mode), range.beyond("number"));
    let (most, Range { order, rows, .. }) = (asked.most_sorted, range);
    let text = format!(
        "with hits as materialized (select about_id, part, number from {source}{beyond} limit {most} + 1) \
         select about_id, part, number, (select count(*) from hits) as total from hits order by number {order} limit {rows}"
    );
    let backend = conn.get_database_backend();
    let counted = Counted::find_by_statement(Statement::from_string(backend, text)).all(conn).await?;
    if counted.first().is_none_or(|hit| hit.total <= most) {
        let hit = |hit: Counted| Hit { about_id: hit.about_id, part: hit.part, number: hit.number };
        return Ok(counted.into_iter().map(hit).collect());
    }
    let text = format!("select about_id, part, number from {source}{beyond} order by number {order} limit {rows}");
    Ok(Hit::find_by_statement(Statement::from_string(backend, text)).all(conn).await?)
}

/// What is sought, hashed.
pub(crate) struct Asked {
    readers: Vec<String>,
    all_of: Vec<String>,
    /// See [`server`].
    most_sorted: i64,
    pub(crate) pieces: Vec<Vec<Way>>,
}

impl Asked {
    /// `None` where nothing can be found.
    pub(crate) async fn of(cx: &Cx, sought: &Sought<'_>) -> Result<Option<Self>, Fault> {
        if sought.readers.is_empty() || sought.query.is_empty() {
            return Ok(None);
        }
        let Some(mut hasher) = Hasher::reading(cx).await? else { return Ok(None) };
        let pieces = sought.query.hashed(&mut hasher);
        // The texts of few readers may lie far behind those of all others.
        let most_sorted = if sought.readers.iter().any(Mark::is_of_many) { OF_MANY } else { OF_FEW };
        let mut hashed = |mark: &Mark| hasher.hashed(Sort::Mark, mark.as_str());
        let readers = sought.readers.iter().map(&mut hashed).collect();
        let all_of = sought.all_of.iter().chain([&Mark::kind(sought.kind)]).map(&mut hashed).collect();
        Ok(Some(Self { readers, all_of, most_sorted, pieces }))
    }

    /// The tables and the condition, behind `from`. What stands in it is letters of hashes alone, so it is no parameter: PostgreSQL plans
    /// with how frequent the words are.
    pub(crate) fn source(&self, engine: Engine, mode: Mode) -> String {
        let signs = Signs::of(engine);
        let expression = self.expression(&signs, mode);
        match engine {
            Engine::Sqlite => format!(
                "search_index cross join search_text on search_text.number = search_index.rowid \
                 where search_index match '{expression}'"
            ),
            Engine::Postgres => format!("search_text where found_by @@ '{expression}'::tsquery"),
        }
    }

    /// Selects the numbers of texts that have these of the pieces; an order and a limit go behind it.
    pub(crate) fn numbers(&self, engine: Engine, pieces: &[Vec<Way>], mode: Mode, place: Place) -> String {
        let signs = Signs::of(engine);
        let words = signs.pieces(pieces, mode);
        match (engine, place) {
            (Engine::Sqlite, place) => {
                let words = if place == Place::Title { format!("(title : ({words}))") } else { words };
                let expression = self.narrowed(&signs, words);
                format!("select rowid as number from search_index where search_index match '{expression}'")
            }
            (Engine::Postgres, place) => {
                let column = if place == Place::Title { "titled_by" } else { "found_by" };
                let expression = self.narrowed(&signs, words);
                format!("select number from search_text where {column} @@ '{expression}'::tsquery")
            }
        }
    }

    fn expression(&self, signs: &Signs, mode: Mode) -> String {
        self.narrowed(signs, signs.pieces(&self.pieces, mode))
    }

    /// Words, for these readers and what is narrowed by.
    fn narrowed(&self, signs: &Signs, words: String) -> String {
        let readers = joined(self.readers.iter().cloned(), signs.or);
        joined(self.all_of.iter().cloned().chain([readers, words]), signs.and)
    }
}

/// How an engine joins words.
struct Signs {
    and: &'static str,
    or: &'static str,
    behind: &'static str,
}

impl Signs {
    const fn of(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self { and: " AND ", or: " OR ", behind: " + " },
            Engine::Postgres => Self { and: " & ", or: " | ", behind: " <-> " },
        }
    }

    fn pieces(&self, pieces: &[Vec<Way>], mode: Mode) -> String {
        let pieces = pieces.iter().map(|ways| {
            let ways = ways.iter().map(|way| joined(way.iter().cloned(), self.behind));
            joined(ways, self.or)
        });
        joined(pieces, if mode == Mode::All { self.and } else { self.or })
    }
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(sign)) }
}
