//! What every operation of the API can answer besides its own: written into the description in one place, so that no
//! operation forgets it (ALL-7).

use crate::api::doors::methods;
use crate::halt::Problem;
use gatehouse_db::paging::{LARGEST_PAGE, LONGEST_CURSOR};
use utoipa::Number;
use utoipa::ToSchema as _;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::ArrayItems;
use utoipa::openapi::{Object, OpenApi, Ref, RefOr, Schema, Server, Type};

/// In characters: an idempotency key, a list of ETags, a filter.
const LONGEST_KEY: usize = 200;
const LONGEST_TAGS: usize = 1_000;
const LONGEST_FILTER: usize = 300;

/// Adds to every operation the answers, headers and limits that its extractors and layers give, and says where the API is.
pub(crate) fn complete(openapi: &mut OpenApi, origin: &str) {
    openapi.servers = Some(vec![Server::new(origin)]);
    for item in openapi.paths.paths.values_mut() {
        for operation in operations(item) {
            limit_parameters(operation);
            add_refusals(operation);
            add_headers(operation);
            // Said, and not left out: this one needs no key.
            operation.security.get_or_insert_default();
        }
    }
    name_rows(openapi);
}

/// Cursors, sizes and headers have the same limits everywhere; a filter longer than this is cut.
fn limit_parameters(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        let Some(RefOr::T(Schema::Object(schema))) = &mut parameter.schema else { continue };
        let is_text = schema.format.is_none() && schema.enum_values.is_none();
        match parameter.name.as_str() {
            "size" => {
                schema.minimum = Some(Number::Int(1));
                schema.maximum = Some(Number::Int(isize::try_from(LARGEST_PAGE).unwrap_or(isize::MAX)));
            }
            "after" | "before" => schema.max_length = Some(LONGEST_CURSOR),
            "Idempotency-Key" => {
                (schema.min_length, schema.max_length) = (Some(1), Some(LONGEST_KEY));
                schema.pattern = Some("^[ -~]+$".to_owned());
            }
            "If-Match" | "If-None-Match" => schema.max_length = Some(LONGEST_TAGS),
            _ if is_text && schema.max_length.is_none() => schema.max_length = Some(LONGEST_FILTER),
            _ => {}
        }
    }
}

/// A page's rows are the shape that has a name of its own, and not one of the page's: programs that are made from the
/// description then have one type for both.
fn name_rows(openapi: &mut OpenApi) {
    let Some(components) = &mut openapi.components else { return };
    let mut rows = Vec::new();
    for (name, schema) in &mut components.schemas {
        let Some(row) = name.strip_prefix("ApiPage_") else { continue };
        let RefOr::T(Schema::Object(page)) = schema else { continue };
        let Some(RefOr::T(Schema::Array(items))) = page.properties.get_mut("items") else { continue };
        if let ArrayItems::RefOrSchema(item) = &mut items.items {
            let inline = std::mem::replace(item.as_mut(), Ref::from_schema_name(row).into());
            rows.push((row.to_owned(), inline));
        }
    }
    for (name, inline) in rows {
        components.schemas.entry(name).or_insert(inline);
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    methods(item).into_iter().filter_map(|(_, operation)| operation.as_mut())
}

fn add_refusals(operation: &mut Operation) {
    let mut common = vec![("503", "`service.unavailable`: busy; ask again after `Retry-After` seconds")];
    if operation.security.as_ref().is_some_and(|ways| !ways.is_empty()) {
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
    if has_parameter(operation, "after") {
        common.push(("422", "`input.not_a_cursor`: a cursor of another list, order or filter"));
    }
    if has_parameter(operation, "Idempotency-Key") {
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
    let versioned = has_parameter(operation, "If-Match") || has_parameter(operation, "If-None-Match");
    let once = has_parameter(operation, "Idempotency-Key");
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

fn has_parameter(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.name == name,
        RefOr::Ref(_) => false,
    })
}
