//! JSON handlers, files named after the URL (ALL-7). Rights are checked by the actions and queries that they call.

mod activations;
mod batches;
mod keys;
mod licenses;
mod orders;
mod product_parts;
mod products;

use crate::model::input::{Invalid, Wrong};
use crate::queries::Sorting;
use gatehouse_core::Moment;
use gatehouse_db::{Direction, Paged};
use gatehouse_web::api::ApiPage;
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
}

/// A moment as RFC 3339.
fn rfc3339(moment: Option<i64>) -> Option<String> {
    moment.map(|m| Moment(m).rfc3339())
}

/// A page of rows as the API writes it.
fn page<T, U>(page: Paged<T>, f: impl FnMut(T) -> U) -> ApiPage<U> {
    let page = page.map(f);
    ApiPage { items: page.items, next: page.next, previous: page.previous }
}

/// How a list is sorted; an unknown word is refused, unlike in a page's address.
fn sorting<C: Copy + PartialEq>(text: &str, columns: &[(&str, C)], fallback: Sorting<C>) -> Result<Sorting<C>, Halt> {
    let word = text.strip_prefix('-').unwrap_or(text);
    if !text.is_empty() && !columns.iter().any(|(name, _)| *name == word) {
        return Err(Halt::refused(Invalid::one("sort", Wrong::Choice)));
    }
    Ok(Sorting::parse(text, columns, fallback))
}

/// Newest first.
const fn newest<C>(column: C) -> Sorting<C> {
    Sorting { column, direction: Direction::Descending }
}
