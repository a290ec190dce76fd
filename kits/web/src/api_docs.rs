//! The API's description: OpenAPI 3.1 for programs, a guide by task for people (ALL-7).

mod examples;
mod guide;
mod operation;
mod shape;

use crate::halt::Problem;
use crate::module::{AppState, Module};
use crate::visit::Visit;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::routing::get;
use gatehouse_core::{Fault, Lang};
use guide::Guide;
use std::sync::Arc;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::{PartialSchema as _, ToSchema as _};

/// What holds for every operation.
const RULES: [&str; 9] = [
    "Errors are RFC 9457 problem details with a stable `code`, `final` (asking again is useless) and, where known, `retry_after` in \
     seconds; their text follows `Accept-Language` (en, ja, ru).",
    "Lists are paged by keyset: pass `next` as `?after=` with the same filters and order; a cursor opens in no other list.",
    "Members of a query that an operation does not have are refused.",
    "Changes take an `Idempotency-Key` (kept 3 days): the same key with the same body, byte for byte, does nothing twice. Products' \
     operations need none: the device and the code, or the token, are the key.",
    "A code or an email address never stands in a URL: search licenses by POST.",
    "A key that may change licenses or orders and not read them is told of its change no more than which one it is, and how it stands.",
    "Resources carry an `ETag`; send it back as `If-Match` to change only what you have seen.",
    "A proxy that compresses must leave `/api` alone: it would make the tag a weak one (`W/\"…\"`), which never matches.",
    "Times are RFC 3339 in UTC, except in the products' operations, which use seconds since 1970-01-01T00:00:00Z.",
];

/// The head of the description; the modules add their operations.
pub(crate) fn head() -> OpenApi {
    let about = format!("What staff and products can do, as JSON. {}", RULES.join(" "));
    let mut openapi = OpenApiBuilder::new()
        .info(InfoBuilder::new().title("Gatehouse").version(env!("CARGO_PKG_VERSION")).description(Some(about)).build())
        .build();
    let components = openapi.components.get_or_insert_with(Default::default);
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    components.add_security_scheme(
        "api_key",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("ghk_…").build()),
    );
    openapi
}

/// Whether a path is one of the guide's pages, which are for people.
pub(crate) fn is_guide(path: &str) -> bool {
    path.strip_prefix("/api/docs").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Names the tasks in the description, so that programs that read it group the operations alike.
pub(crate) fn name_tasks(openapi: &mut OpenApi, modules: &[Box<dyn Module>]) {
    let tasks = modules.iter().flat_map(|module| module.api_tasks());
    let tags = tasks.map(|task| TagBuilder::new().name(task.tag).description(Some((task.text)(Lang::En))).build());
    let tags: Vec<_> = tags.collect();
    if !tags.is_empty() {
        openapi.tags = Some(tags);
    }
}

/// `/api/openapi.json` and the guide.
pub(crate) fn router(openapi: &OpenApi, modules: &[Box<dyn Module>]) -> Result<Router<AppState>, Fault> {
    let json: Arc<str> = openapi.to_pretty_json()?.into();
    let tasks: Vec<_> = modules.iter().flat_map(|module| module.api_tasks().iter().copied()).collect();
    let steps = modules.iter().flat_map(|module| module.api_steps().iter().copied()).collect();
    let guide = Arc::new(Guide::new(&serde_json::to_value(openapi)?, &tasks, steps));
    let of_task = Arc::clone(&guide);
    let overview = move |visit: Visit| {
        let guide = Arc::clone(&guide);
        async move { guide.overview(&visit) }
    };
    let task = move |visit: Visit, Path(tag): Path<String>| {
        let guide = Arc::clone(&of_task);
        async move { guide.task(&visit, &tag) }
    };
    Ok(Router::new()
        .route(
            "/api/openapi.json",
            get(move || {
                let json = Arc::clone(&json);
                async move { ([(header::CONTENT_TYPE, "application/json")], json.to_string()) }
            }),
        )
        .route("/api/docs", get(overview))
        .route("/api/docs/{task}", get(task)))
}
