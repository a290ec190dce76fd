//! What every operation of the API can answer besides its own: written into the description in one place, so that no
//! operation forgets it (ALL-7).

use crate::halt::Problem;
use utoipa::ToSchema as _;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Object, OpenApi, Ref, RefOr, Type};

/// Adds to every operation the answers and headers that its extractors and layers give.
pub(crate) fn complete(openapi: &mut OpenApi) {
    for item in openapi.paths.paths.values_mut() {
        for operation in operations(item) {
            add_refusals(operation);
            add_headers(operation);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

fn add_refusals(operation: &mut Operation) {
    let mut common = vec![("503", "`service.unavailable`: busy; ask again after `Retry-After` seconds")];
    if operation.security.is_some() {
        common.push(("401", "`request.unauthorized`: no API key, or one that is unknown, expired or revoked"));
        common.push(("403", "`staff.not_allowed`: the key lacks the scope that the text names"));
    }
    if operation.request_body.is_some() {
        common.push((
            "400",
            "`request.malformed`: not JSON, or not of this shape; `idempotency.key_invalid`; `request.query_unknown`",
        ));
        common.push(("413", "`request.too_large`"));
        common.push(("415", "`request.not_json`: the body is not `application/json`"));
    }
    common.push((
        "400",
        "`request.query_unknown`, `request.query_repeated`: a member that the operation does not have, or one twice; \
        `idempotency.key_invalid` where there is a key",
    ));
    if has_header(operation, "Idempotency-Key") {
        common.push(("422", "`idempotency.key_reused`: the key was used with another body"));
    }
    for (status, description) in common {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| refusal(description).into());
    }
}

fn refusal(description: &str) -> Response {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    ResponseBuilder::new().description(description).content("application/problem+json", problem).build()
}

fn add_headers(operation: &mut Operation) {
    let versioned = has_header(operation, "If-Match") || has_header(operation, "If-None-Match");
    let once = has_header(operation, "Idempotency-Key");
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let succeeded = status.starts_with('2');
        if versioned && (succeeded || status == "304") {
            add(response, "ETag", header(Type::String, "The version; send it back as `If-Match` or `If-None-Match`"));
        }
        if once && succeeded {
            add(response, "Idempotency-Replayed", header(Type::String, "`true` when the key was used before"));
        }
        if matches!(status.as_str(), "429" | "503") {
            add(response, "Retry-After", header(Type::Integer, "Seconds to wait before asking again"));
        }
        if status == "401" {
            add(response, "WWW-Authenticate", header(Type::String, "`Bearer`"));
        }
    }
}

fn add(response: &mut Response, name: &str, header: Header) {
    response.headers.entry(name.to_owned()).or_insert_with(|| header.into());
}

fn header(kind: Type, description: &str) -> Header {
    HeaderBuilder::new().schema(Some(Object::with_type(kind))).description(Some(description)).build()
}

fn has_header(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.name == name,
        RefOr::Ref(_) => false,
    })
}
