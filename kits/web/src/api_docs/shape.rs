//! Parameters and the members of bodies, as rows for people: name, type, whether it must be there, limits, meaning.

use crate::view::Markup;
use serde_json::Value;

/// Members deeper than this are cut: the description for programs has them whole.
const DEEPEST: usize = 6;
/// What of a schema is a limit; shown with the words of JSON Schema.
const LIMITS: [&str; 11] = [
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "maxProperties",
    "pattern",
    "default",
];

/// One parameter, or one member of a body.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Members of members are joined by dots, the items of a list are `[]`.
    pub name: String,
    /// `path`, `query` or `header`; empty for members.
    pub place: String,
    /// The type, such as `array of string`.
    pub kind: String,
    /// Whether it must be there.
    pub required: bool,
    /// Such as `maxLength 200`.
    pub limits: Vec<String>,
    /// What it means.
    pub text: Markup,
}

/// The parameters of an operation.
pub(super) fn parameters(document: &Value, operation: &Value) -> Vec<Row> {
    let list = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    list.map(|parameter| {
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        let required = parameter.get("required").and_then(Value::as_bool).unwrap_or(false);
        let mut row = row(document, text(parameter, "name"), schema, required);
        text(parameter, "in").clone_into(&mut row.place);
        if let Some(own) = parameter.get("description").and_then(Value::as_str) {
            row.text = Markup::coded(own);
        }
        row
    })
    .collect()
}

/// The members of a request's body, those of its members below them.
pub(super) fn members(document: &Value, body: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(schema) = schema_of(body) {
        collect(document, schema, "", 0, &mut rows);
    }
    rows
}

/// The schema of a request's or an answer's first media type.
pub(super) fn schema_of(body: &Value) -> Option<&Value> {
    body.get("content")?.as_object()?.values().next()?.get("schema")
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn collect(document: &Value, schema: &Value, path: &str, depth: usize, rows: &mut Vec<Row>) {
    if depth > DEEPEST {
        return;
    }
    let schema = resolved(document, schema);
    if let Some(items) = schema.get("items") {
        collect(document, items, &format!("{path}[]"), depth + 1, rows);
    }
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        collect(document, part, path, depth + 1, rows);
    }
    let required = schema.get("required").and_then(Value::as_array);
    for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let is_required = required.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(name.as_str())));
        let whole = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        rows.push(row(document, &whole, member, is_required));
        collect(document, member, &whole, depth + 1, rows);
    }
}

fn row(document: &Value, name: &str, schema: &Value, required: bool) -> Row {
    let target = resolved(document, schema);
    let of = |word: &str| schema.get(word).or_else(|| target.get(word));
    let limits = LIMITS.into_iter().filter_map(|word| of(word).map(|limit| format!("{word} {limit}"))).collect();
    let meaning = of("description").and_then(Value::as_str).unwrap_or_default();
    let mut kind = kind(document, target, 0);
    if takes_null(schema) || takes_null(target) {
        kind.push_str(" or null");
    }
    Row { name: name.to_owned(), place: String::new(), kind, required, limits, text: Markup::coded(meaning) }
}

/// What a reference, or a choice between null and one thing, leads to.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let mut at = schema;
    for _ in 0..DEEPEST {
        let reference = at.get("$ref").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
        let next = match reference {
            Some(pointer) => document.pointer(pointer),
            None => choices(at).find(|one| !is_null(one)),
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(move |several| schema.get(several)?.as_array()).flatten()
}

fn is_null(schema: &Value) -> bool {
    text(schema, "type") == "null"
}

fn takes_null(schema: &Value) -> bool {
    let listed = schema.get("type").and_then(Value::as_array);
    listed.is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == Some("null"))) || choices(schema).any(is_null)
}

fn kind(document: &Value, schema: &Value, depth: usize) -> String {
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        return values.join(" | ");
    }
    let word = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        Some(kind) => kind.as_str(),
        None if schema.get("properties").is_some() || schema.get("allOf").is_some() => Some("object"),
        None => None,
    };
    match (word.unwrap_or("any"), text(schema, "format"), schema.get("items")) {
        ("array", _, Some(items)) if depth < DEEPEST => {
            format!("array of {}", self::kind(document, resolved(document, items), depth + 1))
        }
        ("string", format, _) if !format.is_empty() => format!("string ({format})"),
        (word, ..) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{members, parameters};
    use serde_json::json;

    /// ALL-7
    #[test]
    fn every_member_is_shown_with_its_type_its_limits_and_its_meaning() {
        let document = json!({ "components": { "schemas": { "Device": {
            "description": "The device.",
            "required": ["name"],
            "properties": {
                "name": { "type": "string", "maxLength": 60 },
                "tags": { "type": "array", "items": { "type": "string" } },
            },
        } } } });
        let body = json!({ "content": { "application/json": { "schema": {
            "required": ["device"],
            "properties": {
                "device": { "$ref": "#/components/schemas/Device" },
                "seats": { "type": ["integer", "null"], "minimum": 1, "description": "How many `seats`." },
                "state": { "oneOf": [{ "type": "null" }, { "enum": ["on", "off"] }] },
            },
        } } } });
        let rows = members(&document, &body);
        let shown: Vec<String> = rows
            .iter()
            .map(|r| {
                format!("{} {} {} {} {}", r.name, r.kind, r.required, r.limits.join(","), r.text).trim_end().into()
            })
            .collect();
        assert_eq!(
            shown,
            [
                "device object true  The device.",
                "device.name string true maxLength 60",
                "device.tags array of string false",
                "seats integer or null false minimum 1 How many <code>seats</code>.",
                "state \"on\" | \"off\" or null false",
            ]
        );
    }

    /// ALL-7
    #[test]
    fn a_parameter_says_where_it_stands_and_whether_it_must() {
        let operation = json!({ "parameters": [
            { "name": "id", "in": "path", "required": true, "description": "The batch",
              "schema": { "type": "string", "format": "uuid" } },
        ] });
        let rows = parameters(&json!({}), &operation);
        assert_eq!((rows[0].place.as_str(), rows[0].kind.as_str(), rows[0].required), ("path", "string (uuid)", true));
        assert_eq!(rows[0].text.to_string(), "The batch");
    }
}
