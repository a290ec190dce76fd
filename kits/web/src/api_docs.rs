//! The API's description: OpenAPI 3.1 for programs, a readable page for people (ALL-7).

mod shape;

use crate::halt::{Halt, Problem};
use crate::module::AppState;
use crate::view::{Markup, Page};
use crate::visit::{Done, Visit};
use askama::Template;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use gatehouse_core::{Fault, Lang};
use serde_json::Value;
use std::sync::Arc;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::{PartialSchema as _, ToSchema as _};

const ABOUT: &str = "What staff and products can do, as JSON. Errors are RFC 9457 problem details with a stable `code`, \
`final` (asking again is useless) and, where known, `retry_after` in seconds; their text follows `Accept-Language` (en, ja, ru). \
Lists are paged by keyset: pass `next` as `?after=` with the same filters and order; a cursor opens in no other list. \
Members of a query that an operation does not have are refused. Changes take an `Idempotency-Key` (kept 3 days): the same key with \
the same body, byte for byte, does nothing twice. Products' operations need none: the device and the code, or the token, are the key. \
A code or an email address never stands in a URL: search licenses by POST. \
A key that may change licenses or orders and not read them is told of its change no more than which one it is, and how it stands. \
Resources carry an `ETag`; send it back as `If-Match` to change only what you have seen. A proxy that compresses must leave `/api` alone: it would make \
the tag a weak one (`W/\"…\"`), which never matches. \
Times are RFC 3339 in UTC, except in the products' operations, which use seconds since 1970-01-01T00:00:00Z.";

/// The head of the description; the modules add their operations.
pub(crate) fn head() -> OpenApi {
    let mut openapi = OpenApiBuilder::new()
        .info(InfoBuilder::new().title("Gatehouse").version(env!("CARGO_PKG_VERSION")).description(Some(ABOUT)).build())
        .build();
    let components = openapi.components.get_or_insert_with(Default::default);
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    components.add_security_scheme(
        "api_key",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("ghk_…").build()),
    );
    openapi
}

/// `/api/openapi.json` and `/api/docs`.
pub(crate) fn router(openapi: &OpenApi) -> Result<Router<AppState>, Fault> {
    let json: Arc<str> = openapi.to_pretty_json()?.into();
    let document = serde_json::to_value(openapi)?;
    let operations: Arc<[Operation]> = operations(&document).into();
    let problem: Arc<[shape::Row]> = problem(&document).into();
    let page = move |visit: Visit| {
        let (operations, problem) = (Arc::clone(&operations), Arc::clone(&problem));
        async move { show(&visit, &operations, &problem) }
    };
    Ok(Router::new()
        .route(
            "/api/openapi.json",
            get(move || {
                let json = Arc::clone(&json);
                async move { ([(header::CONTENT_TYPE, "application/json")], json.to_string()) }
            }),
        )
        .route("/api/docs", get(page)))
}

#[derive(Clone)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: Markup,
    description: Markup,
    needs_key: bool,
    scopes: Vec<String>,
    parameters: Vec<shape::Row>,
    members: Vec<shape::Row>,
    body: String,
    answers: Vec<(String, Markup, String)>,
}

#[derive(Template)]
#[template(path = "api-docs.html")]
struct DocsPage<'a> {
    page: Page,
    lede: String,
    english_text: Option<String>,
    key_text: String,
    scope_text: String,
    required_text: String,
    optional_text: String,
    parameters_text: String,
    body_text: String,
    answers_text: String,
    operations: &'a [Operation],
    problem: &'a [shape::Row],
}

fn show(visit: &Visit, operations: &[Operation], problem: &[shape::Row]) -> Result<Done, Halt> {
    let t = crate::texts(visit.cx.lang);
    visit.show(&DocsPage {
        page: visit.page(t.msg_api_docs_title()),
        lede: t.msg_api_docs_lede(),
        english_text: (visit.cx.lang != Lang::En).then(|| t.msg_api_docs_english()),
        key_text: t.msg_api_docs_key(),
        scope_text: t.msg_api_docs_scope(),
        required_text: t.msg_api_docs_required(),
        optional_text: t.msg_api_docs_optional(),
        parameters_text: t.msg_api_docs_parameters(),
        body_text: t.msg_api_docs_body(),
        answers_text: t.msg_api_docs_answers(),
        operations,
        problem,
    })
}

/// The members of a problem, which every refusal has: shown once, not with each.
fn problem(document: &Value) -> Vec<shape::Row> {
    let schema = serde_json::json!({ "schema": { "$ref": format!("#/components/schemas/{}", Problem::name()) } });
    shape::members(document, &serde_json::json!({ "content": { "application/json": schema } }))
}

fn operations(document: &Value) -> Vec<Operation> {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let coded = |value: &Value, name: &str| Markup::coded(&text(value, name));
    let mut all = Vec::new();
    for (path, methods) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let answers = operation
                .get("responses")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(status, answer)| {
                    let shown = if status.starts_with('2') { sketch(document, answer) } else { String::new() };
                    (status.clone(), coded(answer, "description"), shown)
                })
                .collect();
            all.push(Operation {
                id: text(operation, "operationId"),
                method: method.to_uppercase(),
                path: path.clone(),
                summary: coded(operation, "summary"),
                description: coded(operation, "description"),
                needs_key: operation.pointer("/security/0").is_some(),
                scopes: scopes(operation),
                parameters: shape::parameters(document, operation),
                members: operation.get("requestBody").map(|body| shape::members(document, body)).unwrap_or_default(),
                body: operation.get("requestBody").map(|body| sketch(document, body)).unwrap_or_default(),
                answers,
            });
        }
    }
    all
}

/// The scopes that an operation asks of its API key.
fn scopes(operation: &Value) -> Vec<String> {
    let ways = operation.get("security").and_then(Value::as_array).into_iter().flatten();
    let lists = ways.filter_map(Value::as_object).flat_map(|way| way.values()).filter_map(Value::as_array);
    lists.flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The shape of a body as an example document.
fn sketch(document: &Value, body: &Value) -> String {
    match shape::schema_of(body) {
        Some(schema) => serde_json::to_string_pretty(&example(document, schema, 0)).unwrap_or_default(),
        None => String::new(),
    }
}

/// Deeper shapes are cut: the description for programs has them whole.
const DEEPEST: usize = 6;

fn example(document: &Value, schema: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::String("…".into());
    }
    if let Some(example) = schema.get("example").or_else(|| schema.get("default")) {
        return example.clone();
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return document
            .pointer(reference.trim_start_matches('#'))
            .map_or(Value::Null, |target| example(document, target, depth + 1));
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        if let Some(one) = schema
            .get(several)
            .and_then(Value::as_array)
            .and_then(|all| all.iter().find(|s| s.get("type") != Some(&"null".into())))
        {
            return example(document, one, depth + 1);
        }
    }
    if let Some(first) = schema.get("enum").and_then(Value::as_array).and_then(|all| all.first()) {
        return first.clone();
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        return properties.iter().map(|(name, s)| (name.clone(), example(document, s, depth + 1))).collect();
    }
    if let Some(items) = schema.get("items") {
        return Value::Array(vec![example(document, items, depth + 1)]);
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|k| *k != "null"),
        Some(kind) => kind.as_str(),
        None => None,
    };
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    match (kind, format) {
        (Some("integer" | "number"), _) => 1.into(),
        (Some("boolean"), _) => true.into(),
        (_, "uuid") => "0199c0de-0000-7000-8000-000000000000".into(),
        (_, "date-time") => "2026-11-21T19:05:00Z".into(),
        _ => "text".into(),
    }
}
