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
    let engine = cx.db().engine();
    let (sign, order) = if reading.ascending { (">", "asc") } else { ("<", "desc") };
    let number = match engine {
        Engine::Sqlite => "search_index.rowid",
        Engine::Postgres => "number",
    };
    let beyond = from.map(|from| format!(" and {number} {sign} {from}")).unwrap_or_default();
    let text = format!(
        "select about_id, part, number from {}{beyond} order by {number} {order} limit {}",
        asked.source(engine, mode),
        request.rows() + 1
    );
    let hits = Hit::find_by_statement(Statement::from_string(conn.get_database_backend(), text)).all(conn).await?;
    Ok(reading.page(hits, request, |hit| Cursor(SortKey::Text(format!("{}{}", mode.word(), hit.number)), hit.about_id)))
}

/// What is sought, hashed.
pub(crate) struct Asked {
    readers: Vec<String>,
    all_of: Vec<String>,
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
        let mut hashed = |mark: &Mark| hasher.hashed(Sort::Mark, mark.as_str());
        let readers = sought.readers.iter().map(&mut hashed).collect();
        let all_of = sought.all_of.iter().chain([&Mark::kind(sought.kind)]).map(&mut hashed).collect();
        Ok(Some(Self { readers, all_of, pieces }))
    }

    /// The tables and the condition, behind `from`. What stands in it is letters of hashes alone, so it is no parameter: PostgreSQL plans
    /// with how frequent the words are, by the index of words for rare ones and from the newest text on for frequent ones.
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

    /// The words of it as a `tsquery`, for PostgreSQL's rank.
    pub(crate) fn words_alone(&self) -> String {
        let words = self.pieces.iter().flatten().flatten().cloned();
        format!("'{}'::tsquery", joined(words, " | "))
    }

    fn expression(&self, signs: &Signs, mode: Mode) -> String {
        let pieces = self.pieces.iter().map(|ways| {
            let ways = ways.iter().map(|way| joined(way.iter().cloned(), signs.behind));
            joined(ways, signs.or)
        });
        let pieces = joined(pieces, if mode == Mode::All { signs.and } else { signs.or });
        let readers = joined(self.readers.iter().cloned(), signs.or);
        joined(self.all_of.iter().cloned().chain([readers, pieces]), signs.and)
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
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(sign)) }
}
