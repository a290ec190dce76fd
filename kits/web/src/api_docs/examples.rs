//! Examples: the shape of a body as a document, and an operation as a command.

use super::shape;
use serde_json::{Map, Value};

/// Deeper shapes are cut: the description for programs has them whole.
const DEEPEST: usize = 6;
/// Stands where a schema has no example; a test looks for it.
const MISSING: &str = "(no example)";
const A_UUID: &str = "0199c0de-7000-7000-8000-000000000000";

/// A body as an example document: JSON, or the text of another kind.
pub(super) fn sketch(document: &Value, body: &Value) -> String {
    let Some(content) = body.get("content").and_then(Value::as_object).and_then(|kinds| kinds.values().next()) else {
        return String::new();
    };
    let shown = match (content.get("example"), shape::schema_of(body)) {
        (Some(example), _) => example.clone(),
        (None, Some(schema)) => example(document, schema, 0),
        (None, None) => return String::new(),
    };
    match shown {
        Value::String(text) => text,
        other => serde_json::to_string_pretty(&other).unwrap_or_default(),
    }
}

fn example(document: &Value, schema: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::String("…".into());
    }
    if let Some(example) = schema.get("example").or_else(|| schema.get("default")) {
        return example.clone();
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = document.pointer(reference.trim_start_matches('#'));
        return target.map_or(Value::Null, |target| example(document, target, depth + 1));
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        return Value::Object(parts.iter().flat_map(|part| members(example(document, part, depth + 1))).collect());
    }
    let choices = ["oneOf", "anyOf"].into_iter().filter_map(|several| schema.get(several)?.as_array()).flatten();
    if let Some(one) = choices.into_iter().find(|one| one.get("type") != Some(&"null".into())) {
        return example(document, one, depth + 1);
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
    simple(schema)
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn simple(schema: &Value) -> Value {
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        Some(kind) => kind.as_str(),
        None => None,
    };
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    match (kind, format) {
        (Some("integer" | "number"), _) => 1.into(),
        (Some("boolean"), _) => true.into(),
        (_, "uuid") => A_UUID.into(),
        (_, "date-time") => "2026-11-21T19:05:00Z".into(),
        _ => MISSING.into(),
    }
}

/// What an operation is called by from a terminal. `server`: where the API is.
pub(super) fn curl(document: &Value, server: &str, (method, path): (&str, &str), operation: &Value) -> String {
    let mut text = "curl".to_owned();
    if method != "get" {
        text.push_str(" -X ");
        text.push_str(&method.to_uppercase());
    }
    text.push_str(&format!(" '{server}{}'", filled(document, path, operation)));
    let mut add = |part: &str| text.push_str(&format!(" \\\n  {part}"));
    if operation.pointer("/security/0").is_some() {
        add("-H \"Authorization: Bearer $GATEHOUSE_KEY\"");
    }
    if parameters(operation).any(|parameter| parameter.get("name") == Some(&"Idempotency-Key".into())) {
        add("-H \"Idempotency-Key: $(uuidgen)\"");
    }
    let body = operation.get("requestBody").map(|body| sketch(document, body)).unwrap_or_default();
    if !body.is_empty() {
        add("-H 'Content-Type: application/json'");
        add(&format!("-d '{}'", body.replace('\'', "'\\''")));
    }
    text
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation.get("parameters").and_then(Value::as_array).into_iter().flatten()
}

/// An address with examples in the place of its parameters.
fn filled(document: &Value, path: &str, operation: &Value) -> String {
    let mut address = path.to_owned();
    for parameter in parameters(operation).filter(|parameter| parameter.get("in") == Some(&"path".into())) {
        let Some(name) = parameter.get("name").and_then(Value::as_str) else { continue };
        let place = format!("{{{name}}}");
        let own = parameter.get("example").and_then(Value::as_str).map(str::to_owned);
        let of_its_thing = || path.find(&place).and_then(|at| id_at(document, path.get(..at + place.len())?));
        let of_its_kind = || {
            let shown = example(document, parameter.get("schema").unwrap_or(&Value::Null), 0);
            shown.as_str().unwrap_or(MISSING).to_owned()
        };
        address = address.replace(&place, &own.or_else(of_its_thing).unwrap_or_else(of_its_kind));
    }
    address
}

/// The id in the example of what is at this address.
fn id_at(document: &Value, path: &str) -> Option<String> {
    let answer = document.get("paths")?.get(path)?.get("get")?.pointer("/responses/200")?;
    Some(example(document, shape::schema_of(answer)?, 0).get("id")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{curl, sketch};
    use serde_json::json;

    /// ALL-7
    #[test]
    fn an_operation_is_called_with_what_its_description_says() {
        let order = json!({ "allOf": [
            { "example": { "id": "0199-order" } },
            { "properties": { "open": { "type": "boolean" } } },
        ] });
        let answer =
            json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } });
        let document = json!({
            "components": { "schemas": { "Order": order } },
            "paths": { "/orders/{id}": { "get": { "responses": { "200": answer } } } },
        });
        assert_eq!(sketch(&document, &answer), "{\n  \"id\": \"0199-order\",\n  \"open\": true\n}");
        let operation = json!({
            "security": [{ "api_key": ["things:write"] }],
            "parameters": [
                { "name": "id", "in": "path", "schema": { "type": "string", "format": "uuid" } },
                { "name": "Idempotency-Key", "in": "header" },
            ],
            "requestBody": { "content": { "application/json": { "schema": { "example": { "note": "it's" } } } } },
        });
        let shown = curl(&document, "https://portal.example", ("post", "/orders/{id}/codes"), &operation);
        assert_eq!(
            shown,
            "curl -X POST 'https://portal.example/orders/0199-order/codes' \\\n  \
             -H \"Authorization: Bearer $GATEHOUSE_KEY\" \\\n  -H \"Idempotency-Key: $(uuidgen)\" \\\n  \
             -H 'Content-Type: application/json' \\\n  -d '{\n  \"note\": \"it'\\''s\"\n}'"
        );
    }
}
