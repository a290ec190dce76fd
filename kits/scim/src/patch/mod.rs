//! PATCH (RFC 7644 §3.5.2): operations become typed effects before anything is looked up.

mod group;
mod user;

pub use group::{GroupEffect, GroupPatch};
pub use user::{UserEffect, UserPatch};

pub(crate) use group::member_ids;
pub(crate) use user::{Mode, user_effects};

use crate::error::{Error, ScimType};
use crate::json::{self, Object};
use crate::limits;
use crate::path::Path;
use serde_json::Value;

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Add,
    Replace,
    Remove,
}

const MESSAGE: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// One operation at one path.
struct Step {
    op: Op,
    path: Path,
    value: Option<Value>,
}

/// The operations of a body, those without a path taken apart. `id` is that of the resource.
fn operations(body: &[u8], id: &str) -> Result<Vec<Vec<Step>>, Error> {
    let mut body = json::read(body)?;
    json::check_schemas(&body, MESSAGE)?;
    let Some(Value::Array(list)) = json::remove(&mut body, "Operations") else {
        return Err(Error::syntax("Operations must be a list."));
    };
    if list.is_empty() {
        return Err(Error::syntax("Operations has no operation."));
    }
    if list.len() > limits::OPERATIONS {
        return Err(Error::too_large("A request may have 1,000 operations."));
    }
    list.into_iter().map(|operation| steps(operation, id)).collect()
}

fn steps(operation: Value, id: &str) -> Result<Vec<Step>, Error> {
    let Value::Object(mut operation) = operation else {
        return Err(Error::syntax("An operation must be an object."));
    };
    let op = match json::remove(&mut operation, "op") {
        // Entra ID writes `Replace`, others `REPLACE`.
        Some(Value::String(word)) => match word.to_ascii_lowercase().as_str() {
            "add" => Op::Add,
            "replace" => Op::Replace,
            "remove" => Op::Remove,
            _ => return Err(Error::syntax("op must be add, replace or remove.")),
        },
        _ => return Err(Error::syntax("An operation has no op.")),
    };
    let value = json::remove(&mut operation, "value");
    match json::remove(&mut operation, "path") {
        Some(Value::String(path)) => {
            if op != Op::Remove && value.is_none() {
                return Err(Error::value("An operation has no value."));
            }
            let path = match &value {
                // The URN of an unknown extension with an object is the whole of it.
                Some(value @ Value::Object(_)) => Path::of_name(&path, value)?,
                _ => Path::parse(&path)?,
            };
            Ok(vec![Step { op, path, value }])
        }
        None | Some(Value::Null) if op == Op::Remove => {
            Err(Error::bad(ScimType::NoTarget, "An operation that removes has no path."))
        }
        None | Some(Value::Null) => match value {
            Some(Value::Object(value)) => without_path(op, value, id),
            _ => Err(Error::value("The value of an operation without a path must be an object.")),
        },
        Some(_) => Err(Error::path("The path must be a text.")),
    }
}

/// The names of the object are paths: attributes, dotted ones, URNs. Okta repeats the id, others `schemas` and `meta`.
fn without_path(op: Op, value: Object, id: &str) -> Result<Vec<Step>, Error> {
    let mut found = Vec::new();
    for (name, value) in value {
        match name.to_ascii_lowercase().as_str() {
            "id" if value.as_str() == Some(id) => {}
            "id" => return Err(Error::read_only("id")),
            "schemas" | "meta" => {}
            _ => found.push(Step { op, path: Path::of_name(&name, &value)?, value: Some(value) }),
        }
    }
    if found.is_empty() {
        return Err(Error::value("An operation has nothing to change."));
    }
    Ok(found)
}
