//! An operation as the guide shows it.

use super::{examples, shape};
use crate::api_common::COMMON;
use crate::view::Markup;
use serde_json::Value;

/// One operation.
pub(super) struct Operation {
    pub tag: String,
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: Markup,
    pub description: Markup,
    pub needs_key: bool,
    pub scopes: Vec<String>,
    pub parameters: Vec<shape::Row>,
    pub members: Vec<shape::Row>,
    pub curl: String,
    pub answers: Vec<Answer>,
}

impl Operation {
    /// The path without what all have, for narrow places.
    pub(super) fn short(&self) -> &str {
        self.path.strip_prefix("/api/v1").unwrap_or(&self.path)
    }
}

/// An answer of its own; those that every operation can give stand once on the first page.
pub(super) struct Answer {
    pub status: String,
    pub text: Markup,
    pub shown: String,
}

/// All of them, in the order of the description.
pub(super) fn all(document: &Value, server: &str) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| read(document, server, (method, path), operation))
        })
        .collect()
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn read(document: &Value, server: &str, place: (&str, &str), operation: &Value) -> Operation {
    let coded = |name: &str| Markup::coded(&text(operation, name));
    Operation {
        tag: operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default().to_owned(),
        id: text(operation, "operationId"),
        method: place.0.to_uppercase(),
        path: place.1.to_owned(),
        summary: coded("summary"),
        description: coded("description"),
        needs_key: operation.pointer("/security/0").is_some(),
        scopes: scopes(operation),
        parameters: shape::parameters(document, operation),
        members: operation.get("requestBody").map(|body| shape::members(document, body)).unwrap_or_default(),
        curl: examples::curl(document, server, place, operation),
        answers: answers(document, operation),
    }
}

fn answers(document: &Value, operation: &Value) -> Vec<Answer> {
    let all = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    let own = all.filter(|(status, answer)| {
        let description = text(answer, "description");
        !COMMON.contains(&(status.as_str(), description.as_str()))
    });
    own.map(|(status, answer)| {
        let shown = if status.starts_with('2') { examples::sketch(document, answer) } else { String::new() };
        Answer { status: status.clone(), text: Markup::coded(&text(answer, "description")), shown }
    })
    .collect()
}

/// The scopes that an operation asks of its API key.
fn scopes(operation: &Value) -> Vec<String> {
    let ways = operation.get("security").and_then(Value::as_array).into_iter().flatten();
    let lists = ways.filter_map(Value::as_object).flat_map(|way| way.values()).filter_map(Value::as_array);
    lists.flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
