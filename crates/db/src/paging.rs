//! Keyset paging: stable while rows come and go, and as fast on page 1,000 as on page 1 (ALL-2, ALL-7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, FromQueryResult, Order, QueryOrder, QuerySelect, Select};
use serde::{Deserialize, Serialize};

/// Rows of a page when the caller names no number.
pub const DEFAULT_PAGE: u64 = 50;
/// The most rows of a page.
pub const LARGEST_PAGE: u64 = 200;

/// The value that a list is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SortKey {
    /// Numbers and moments.
    Int(i64),
    /// Names.
    Text(String),
}

impl SortKey {
    fn value(&self) -> Value {
        match self {
            Self::Int(n) => (*n).into(),
            Self::Text(t) => t.clone().into(),
        }
    }
}

/// A place in a list: the sort value and the id of the row there. Opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub SortKey, pub Uuid);

impl Cursor {
    /// For a URL.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// From a URL; `None` for anything that is not a cursor (the list then starts at its beginning).
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > 1024 {
            return None;
        }
        let cursor: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        // PostgreSQL has no zero character in a text.
        Some(cursor).filter(|Self(key, _)| !matches!(key, SortKey::Text(text) if text.contains('\0')))
    }

    /// Whether it is of a list that is sorted by text, and not by a number.
    pub const fn is_of_text(&self) -> bool {
        matches!(self.0, SortKey::Text(_))
    }
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// Which page.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    /// Rows behind this place.
    pub after: Option<Cursor>,
    /// Rows before this place; wins over `after`.
    pub before: Option<Cursor>,
    /// How many rows; 0 means [`DEFAULT_PAGE`], more than [`LARGEST_PAGE`] is cut.
    pub size: u64,
}

impl PageRequest {
    /// From the query parameters `after`, `before` and `size`; nonsense is ignored.
    pub fn parse(after: Option<&str>, before: Option<&str>, size: Option<u64>) -> Self {
        Self { after: after.and_then(Cursor::decode), before: before.and_then(Cursor::decode), size: size.unwrap_or(0) }
    }

    /// The rows of a page after limits.
    pub const fn rows(&self) -> u64 {
        match self.size {
            0 => DEFAULT_PAGE,
            n if n > LARGEST_PAGE => LARGEST_PAGE,
            n => n,
        }
    }
}

/// A page of rows and the places before and behind it.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    /// The rows, in the list's order.
    pub items: Vec<T>,
    /// The cursor for `before`, when there is an earlier page.
    pub previous: Option<String>,
    /// The cursor for `after`, when there is a later page.
    pub next: Option<String>,
}

impl<T> Paged<T> {
    /// The same page with each row turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Paged<U> {
        Paged { items: self.items.into_iter().map(f).collect(), previous: self.previous, next: self.next }
    }
}

/// Reads one page of `select`, sorted by `columns.0` and then by the id in `columns.1`. The sort column
/// must not be null and should lead an index.
pub async fn keyset<E, M, C>(
    conn: &C,
    select: Select<E>,
    columns: (E::Column, E::Column),
    direction: Direction,
    request: &PageRequest,
    place: impl Fn(&M) -> (SortKey, Uuid),
) -> Result<Paged<M>, Fault>
where
    E: EntityTrait<Model = M>,
    M: FromQueryResult + Send + Sync,
    C: ConnectionTrait,
{
    let (sort, id) = columns;
    let backward = request.before.is_some();
    let ascending = (direction == Direction::Ascending) != backward;
    let order = if ascending { Order::Asc } else { Order::Desc };
    let mut select = select.order_by(sort, order.clone()).order_by(id, order);
    let from = if backward { request.before.as_ref() } else { request.after.as_ref() };
    // A cursor of another sorting is no place in this list, and PostgreSQL does not compare texts with numbers.
    let is_text =
        matches!(sort.def().get_column_type(), ColumnType::Text | ColumnType::String(_) | ColumnType::Char(_));
    if let Some(Cursor(key, row)) = from.filter(|cursor| cursor.is_of_text() == is_text) {
        let (beyond, tie) =
            if ascending { (sort.gt(key.value()), id.gt(*row)) } else { (sort.lt(key.value()), id.lt(*row)) };
        let same = sort.eq(key.value());
        select = select.filter(Condition::any().add(beyond).add(Condition::all().add(same).add(tie)));
    }
    let rows = request.rows();
    let mut items = select.limit(rows + 1).all(conn).await?;
    let more = items.len() as u64 > rows;
    if more {
        items.pop();
    }
    if backward {
        items.reverse();
    }
    let cursor = |row: Option<&M>| {
        row.map(|row| {
            let (key, id) = place(row);
            Cursor(key, id).encode()
        })
    };
    let (has_previous, has_next) = if backward { (more, true) } else { (request.after.is_some(), more) };
    let previous = if has_previous { cursor(items.first()) } else { None };
    let next = if has_next { cursor(items.last()) } else { None };
    Ok(Paged { items, previous, next })
}
