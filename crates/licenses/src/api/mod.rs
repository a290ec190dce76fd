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

use crate::queries::AfterChange;
use axum::http::header;
use axum::response::Response;
use gatehouse_core::{Moment, Outcome};
use gatehouse_db::{Cx, Look, Paged, Seen};
use gatehouse_web::AppState;
use gatehouse_web::api::ApiPage;
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

/// Marks a new thing's answer with its address.
fn located(mut response: Response, place: &str) -> Response {
    if let Ok(place) = place.parse() {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}
