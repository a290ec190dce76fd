//! The API's description: OpenAPI 3.1 for programs, a guide by task for people (ALL-7).

mod examples;
mod guide;
mod operation;
mod shape;
mod webhooks;

use crate::api::doors::{Describable, describe};
use crate::api_common;
use crate::halt::{Halt, Problem};
use crate::module::{ApiStep, ApiTask, AppState, Module};
use crate::visit::Visit;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::routing::get;
use gatehouse_context::Event;
use gatehouse_core::{Fault, Lang};
use guide::Guide;
use std::ops::Deref;
use std::sync::{Arc, LazyLock, OnceLock};
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
fn head() -> OpenApi {
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

/// The API's description, made when it is first asked for: a start and most tests go without.
pub struct Description(LazyLock<OpenApi, Box<dyn FnOnce() -> OpenApi + Send>>);

impl Description {
    /// Of these operations at this origin, grouped by the modules' tasks, and of the messages of the published events.
    pub(crate) fn of(
        operations: Vec<Describable>,
        origin: String,
        tasks: Vec<ApiTask>,
        published: Vec<&'static Event>,
    ) -> Self {
        let make: Box<dyn FnOnce() -> OpenApi + Send> = Box::new(move || {
            let mut openapi = describe(&operations, head());
            api_common::complete(&mut openapi, &origin);
            name_tasks(&mut openapi, &tasks);
            webhooks::add(&mut openapi, &published);
            openapi
        });
        Self(LazyLock::new(make))
    }
}

impl Deref for Description {
    type Target = OpenApi;

    fn deref(&self) -> &OpenApi {
        &self.0
    }
}

/// How the modules group their operations, in their order.
pub(crate) fn tasks(modules: &[Box<dyn Module>]) -> Vec<ApiTask> {
    modules.iter().flat_map(|module| module.api_tasks().iter().copied()).collect()
}

/// Names the tasks in the description, so that programs that read it group the operations alike.
fn name_tasks(openapi: &mut OpenApi, tasks: &[ApiTask]) {
    let tags =
        tasks.iter().map(|task| TagBuilder::new().name(task.tag).description(Some((task.text)(Lang::En))).build());
    let tags: Vec<_> = tags.collect();
    if !tags.is_empty() {
        openapi.tags = Some(tags);
    }
}

/// What is read there, each made at its first request.
struct Docs {
    description: Arc<Description>,
    tasks: Vec<ApiTask>,
    steps: Vec<ApiStep>,
    json: OnceLock<String>,
    guide: OnceLock<Guide>,
}

impl Docs {
    fn json(&self) -> Result<String, Fault> {
        if let Some(json) = self.json.get() {
            return Ok(json.clone());
        }
        let json = self.description.to_pretty_json()?;
        Ok(self.json.get_or_init(|| json).clone())
    }

    fn guide(&self) -> Result<&Guide, Fault> {
        if let Some(guide) = self.guide.get() {
            return Ok(guide);
        }
        let guide = Guide::new(&serde_json::to_value(&**self.description)?, &self.tasks, self.steps.clone());
        Ok(self.guide.get_or_init(|| guide))
    }
}

/// `/api/openapi.json` and the guide.
pub(crate) fn router(description: Arc<Description>, modules: &[Box<dyn Module>]) -> Router<AppState> {
    let steps = modules.iter().flat_map(|module| module.api_steps().iter().copied()).collect();
    let (json, guide) = (OnceLock::new(), OnceLock::new());
    let docs = Arc::new(Docs { description, tasks: tasks(modules), steps, json, guide });
    let (of_overview, of_task) = (Arc::clone(&docs), Arc::clone(&docs));
    let overview = move |visit: Visit| {
        let docs = Arc::clone(&of_overview);
        async move { docs.guide().map_err(Halt::from)?.overview(&visit) }
    };
    let task = move |visit: Visit, Path(tag): Path<String>| {
        let docs = Arc::clone(&of_task);
        async move { docs.guide().map_err(Halt::from)?.task(&visit, &tag) }
    };
    let json = move || {
        let docs = Arc::clone(&docs);
        async move { docs.json().map(|json| ([(header::CONTENT_TYPE, "application/json")], json)).map_err(Halt::from) }
    };
    Router::new()
        .route("/api/openapi.json", get(json))
        .route("/api/docs", get(overview))
        .route("/api/docs/{task}", get(task))
}
