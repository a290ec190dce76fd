//! Keyset paging: stable while rows come and go, and as fast on page 1,000 as on page 1 (ALL-2, ALL-7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::Keys;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Asterisk, ExprTrait, Query, UnionType};
use sea_orm::{ConnectionTrait, FromQueryResult, Order, QueryOrder, QuerySelect, QueryTrait, Select};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// Rows of a page when the caller names no number.
pub const DEFAULT_PAGE: u64 = 50;
/// The most rows of a page.
pub const LARGEST_PAGE: u64 = 200;
/// Rows that are read at once for a file.
pub const PIECE: u64 = 1_000;

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

/// A place in a list: the sort value and the id of the row there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub SortKey, pub Uuid);

impl Cursor {
    /// Whether it is of a list that is sorted by text, and not by a number.
    pub const fn is_of_text(&self) -> bool {
        matches!(self.0, SortKey::Text(_))
    }
}

const DOMAIN: &str = "paging.cursor";
/// Bytes of the MAC before a cursor.
const MAC: usize = 16;
/// The longest cursor that is looked at, in characters.
pub const LONGEST_CURSOR: usize = 2048;

/// One list in one order under one filter. Its cursors are authenticated (HMAC-SHA-256, 128 bits) and open in no other (ALL-7).
#[derive(Clone, Debug)]
pub struct ListKey {
    keys: Keys,
    name: String,
}

impl ListKey {
    /// `name` tells the list, its order and its filter: best the address of its first page.
    pub fn new(keys: &Keys, name: impl Into<String>) -> Self {
        Self { keys: keys.clone(), name: name.into() }
    }

    fn bound(&self, cursor: &[u8]) -> Vec<u8> {
        let mut bound = Vec::with_capacity(8 + self.name.len() + cursor.len());
        bound.extend_from_slice(&(self.name.len() as u64).to_le_bytes());
        bound.extend_from_slice(self.name.as_bytes());
        bound.extend_from_slice(cursor);
        bound
    }

    fn seal(&self, cursor: &Cursor) -> String {
        let text = serde_json::to_vec(cursor).unwrap_or_default();
        let mut sealed = self.keys.lookup(DOMAIN, &self.bound(&text))[..MAC].to_vec();
        sealed.extend_from_slice(&text);
        URL_SAFE_NO_PAD.encode(sealed)
    }

    fn open(&self, text: &str) -> Option<Cursor> {
        if text.len() > LONGEST_CURSOR {
            return None;
        }
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (mac, cursor) = sealed.split_at_checked(MAC)?;
        // Also those of before a rotation of the pepper.
        let macs = self.keys.accepted(DOMAIN, &self.bound(cursor));
        if macs.iter().any(|ours| mac.ct_eq(&ours[..MAC]).into()) { serde_json::from_slice(cursor).ok() } else { None }
    }
}

/// What came as a cursor was not made for this list in this order under this filter; the name is that of the query's member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongCursor(pub &'static str);

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// How a list is sorted: by this column of it, up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorting<C> {
    /// The column.
    pub column: C,
    /// Up or down.
    pub direction: Direction,
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
    /// What cursors are made and opened with. Without it the page has no others beside it.
    pub list: Option<ListKey>,
    /// A piece of a file, of [`PIECE`] rows, and not a page that somebody looks at.
    pub is_piece: bool,
}

impl PageRequest {
    /// From the query parameters `after`, `before` and `size`. A cursor of another list is refused.
    pub fn open(list: ListKey, after: Option<&str>, before: Option<&str>, size: u64) -> Result<Self, WrongCursor> {
        let open = |member, text: Option<&str>| match text {
            None | Some("") => Ok(None),
            Some(text) => list.open(text).map(Some).ok_or(WrongCursor(member)),
        };
        let (after, before) = (open("after", after)?, open("before", before)?);
        Ok(Self { after, before, size, list: Some(list), is_piece: false })
    }

    /// The same for a page's address: with a cursor of another list, the list is shown from its beginning.
    pub fn parse(list: ListKey, after: Option<&str>, before: Option<&str>, size: Option<u64>) -> Self {
        let size = size.unwrap_or(0);
        Self::open(list.clone(), after, before, size).unwrap_or(Self {
            after: None,
            before: None,
            size,
            list: Some(list),
            is_piece: false,
        })
    }

    /// The piece of a file that begins behind this place; `None` is its beginning. Where the place cannot be read the file has to end: from
    /// the beginning again it would hold rows twice.
    pub fn piece(list: ListKey, after: Option<&str>) -> Result<Self, WrongCursor> {
        let open = |text| list.open(text).ok_or(WrongCursor("after"));
        let after = after.map(open).transpose()?;
        Ok(Self { after, before: None, size: 0, list: Some(list), is_piece: true })
    }

    /// A cursor as the list's reader gets it.
    pub fn seal(&self, cursor: &Cursor) -> Option<String> {
        self.list.as_ref().map(|list| list.seal(cursor))
    }

    /// The rows of a page after limits.
    pub const fn rows(&self) -> u64 {
        match self.size {
            _ if self.is_piece => PIECE,
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

/// Which way a page is read: backward pages are read from their end. For statements of one's own; others: [`keyset`].
pub struct Reading<'a> {
    /// Rows beyond this place, in the order of the reading.
    pub from: Option<&'a Cursor>,
    /// Whether the smallest is read first.
    pub ascending: bool,
    backward: bool,
}

impl<'a> Reading<'a> {
    /// Of this page of a list in this direction.
    pub fn of(request: &'a PageRequest, direction: Direction) -> Self {
        let backward = request.before.is_some();
        let from = if backward { request.before.as_ref() } else { request.after.as_ref() };
        Self { from, ascending: (direction == Direction::Ascending) != backward, backward }
    }

    const fn order(&self) -> Order {
        if self.ascending { Order::Asc } else { Order::Desc }
    }

    /// The page of the rows that were read, one more than it holds where there are more.
    pub fn page<M>(&self, mut items: Vec<M>, request: &PageRequest, place: impl Fn(&M) -> Cursor) -> Paged<M> {
        let rows = request.rows();
        let more = items.len() as u64 > rows;
        if more {
            items.pop();
        }
        if self.backward {
            items.reverse();
        }
        let cursor = |row: Option<&M>| row.and_then(|row| request.seal(&place(row)));
        let (has_previous, has_next) = if self.backward { (more, true) } else { (request.after.is_some(), more) };
        let previous = if has_previous { cursor(items.first()) } else { None };
        let next = if has_next { cursor(items.last()) } else { None };
        Paged { items, previous, next }
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
    keyset_of(conn, vec![select], columns, direction, request, place).await
}

/// Reads one page of the rows that any of `selects` finds, in one statement: each of them walks an index of its own. They must
/// not find a row twice.
pub async fn keyset_of<E, M, C>(
    conn: &C,
    selects: Vec<Select<E>>,
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
    let reading = Reading::of(request, direction);
    // A row value, and not `a < x or (a = x and id < y)`: only this is a place in an index on PostgreSQL. The list's key
    // vouches that the cursor was made for this order.
    let beyond = reading.from.map(|Cursor(key, row)| {
        let place = Expr::tuple([Expr::value(key.value()), Expr::value(*row)]);
        let columns = Expr::tuple([Expr::col((E::default(), sort)), Expr::col((E::default(), id))]);
        if reading.ascending { ExprTrait::gt(columns, place) } else { ExprTrait::lt(columns, place) }
    });
    let items = read(conn, selects, beyond, &[sort, id], &reading, request.rows() + 1).await?;
    Ok(reading.page(items, request, |row| {
        let (key, id) = place(row);
        Cursor(key, id)
    }))
}

/// As [`keyset_of`], sorted by the id alone.
pub async fn by_id<E, M, C>(
    conn: &C,
    selects: Vec<Select<E>>,
    id: E::Column,
    direction: Direction,
    request: &PageRequest,
    place: impl Fn(&M) -> Uuid,
) -> Result<Paged<M>, Fault>
where
    E: EntityTrait<Model = M>,
    M: FromQueryResult + Send + Sync,
    C: ConnectionTrait,
{
    let reading = Reading::of(request, direction);
    let beyond = reading
        .from
        .map(|Cursor(_, row)| if reading.ascending { ColumnTrait::gt(&id, *row) } else { ColumnTrait::lt(&id, *row) });
    let items = read(conn, selects, beyond, &[id], &reading, request.rows() + 1).await?;
    Ok(reading.page(items, request, |row| Cursor(SortKey::Int(0), place(row))))
}

/// The first rows of all that `selects` find, in this order.
async fn read<E, M, C>(
    conn: &C,
    selects: Vec<Select<E>>,
    beyond: Option<Expr>,
    columns: &[E::Column],
    reading: &Reading<'_>,
    most: u64,
) -> Result<Vec<M>, Fault>
where
    E: EntityTrait<Model = M>,
    M: FromQueryResult + Send + Sync,
    C: ConnectionTrait,
{
    let mut parts = selects.into_iter().map(|mut select| {
        if let Some(beyond) = &beyond {
            select = select.filter(beyond.clone());
        }
        for column in columns {
            select = select.order_by(*column, reading.order());
        }
        select.limit(most)
    });
    let Some(first) = parts.next() else { return Ok(Vec::new()) };
    let rest: Vec<_> = parts.collect();
    if rest.is_empty() {
        return Ok(first.all(conn).await?);
    }
    let part =
        |select: Select<E>| Query::select().column(Asterisk).from_subquery(select.into_query(), "part").to_owned();
    let mut all = part(first);
    for select in rest {
        all.union(UnionType::All, part(select));
    }
    let mut sorted = Query::select();
    sorted.column(Asterisk).from_subquery(all, "parts").limit(most);
    for column in columns {
        sorted.order_by(*column, reading.order());
    }
    Ok(M::find_by_statement(conn.get_database_backend().build(&sorted)).all(conn).await?)
}
