//! JSON handlers, files named after the URL (ALL-7). Rights are checked by the actions and queries that they call.

mod activations;
mod batches;
mod keys;
mod license;
mod license_answer;
mod license_parts;
mod licenses;
mod orders;
mod product_answer;
mod product_parts;
mod products;
mod scopes;
mod words;

pub(crate) use scopes::SCOPES;

use crate::model::input::{Wrong, invalid};
use crate::queries::{AfterChange, Sorting};
use axum::http::header;
use axum::response::Response;
use gatehouse_core::{Moment, Outcome};
use gatehouse_db::paging::LARGEST_PAGE;
use gatehouse_db::{Cx, Direction, ListKey, Look, PageRequest, Paged, Seen, WrongCursor};
use gatehouse_web::api::ApiPage;
use gatehouse_web::query::Asked;
use gatehouse_web::{AppState, Halt};
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(activations::routes())
        .merge(keys::routes())
        .merge(products::routes())
        .merge(product_parts::routes())
        .merge(orders::routes())
        .merge(batches::routes())
        .merge(licenses::routes())
        .merge(license::routes())
        .merge(license_parts::routes())
}

/// For who sends a change again that was made before: nothing is changed this time, so the whole is a look (ALL-8).
async fn as_look<V: Look, R>(
    cx: &Cx,
    told: Option<AfterChange<V, R>>,
) -> Outcome<Option<AfterChange<V, R>>, V::NotAllowed> {
    match told {
        Some(AfterChange::Whole(view)) => Ok(Some(AfterChange::Whole(Seen::of(cx, view).await?.into_inner()))),
        brief => Ok(brief),
    }
}

/// A moment as RFC 3339.
fn rfc3339(moment: Option<i64>) -> Option<String> {
    moment.map(|m| Moment(m).rfc3339())
}

/// A number of a body as actions take it, as text; a missing one is empty.
fn number(value: Option<i64>) -> String {
    value.map(|n| n.to_string()).unwrap_or_default()
}

/// A page of rows as the API writes it.
fn page<T, U>(page: Paged<T>, f: impl FnMut(T) -> U) -> ApiPage<U> {
    let page = page.map(f);
    ApiPage { items: page.items, next: page.next, previous: page.previous }
}

/// Which page is asked for; nonsense is refused, unlike in a page's address.
fn paging(cx: &Cx, path: &str, asked: &Asked) -> Result<PageRequest, Halt> {
    let size = match asked.raw("size").map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(text.parse().map_err(|_| wrong_size())?),
    };
    page_request(asked.list(cx, path), asked.raw("after"), asked.raw("before"), size)
}

/// The same from a body.
fn page_request(
    list: ListKey,
    after: Option<&str>,
    before: Option<&str>,
    size: Option<u64>,
) -> Result<PageRequest, Halt> {
    if size.is_some_and(|size| !(1..=LARGEST_PAGE).contains(&size)) {
        return Err(wrong_size());
    }
    PageRequest::open(list, after, before, size.unwrap_or(0))
        .map_err(|WrongCursor(member)| Halt::refused(invalid(member, Wrong::Cursor)))
}

fn wrong_size() -> Halt {
    Halt::refused(invalid("size", Wrong::Number(1, i64::try_from(LARGEST_PAGE).unwrap_or(i64::MAX))))
}

/// Marks a new thing's answer with its address.
fn located(mut response: Response, place: &str) -> Response {
    if let Ok(place) = place.parse() {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// How a list is sorted; an unknown word is refused, unlike in a page's address.
fn sorting<C: Copy + PartialEq>(text: &str, columns: &[(&str, C)], fallback: Sorting<C>) -> Result<Sorting<C>, Halt> {
    let word = text.strip_prefix('-').unwrap_or(text);
    if !text.is_empty() && !columns.iter().any(|(name, _)| *name == word) {
        return Err(Halt::refused(invalid("sort", Wrong::Choice)));
    }
    Ok(Sorting::parse(text, columns, fallback))
}

/// Newest first.
const fn newest<C>(column: C) -> Sorting<C> {
    Sorting { column, direction: Direction::Descending }
}
