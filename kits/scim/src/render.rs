//! Users, groups and lists as JSON, with `attributes` and `excludedAttributes` (RFC 7644 §3.9).

use crate::change::extensions;
use crate::directory::{GroupRecord, Meta, Reference, UserRecord};
use crate::json::{self, Object};
use crate::path::Path;
use crate::user::Email;
use crate::{GROUP, USER};
use serde_json::{Value, json};

/// Which attributes are answered: those that are named, or all but those that are named. `id` and `schemas` always.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    only: Vec<Path>,
    without: Vec<Path>,
}

fn paths(names: &str) -> impl Iterator<Item = Path> + '_ {
    names.split(',').filter_map(|name| Path::parse(name.trim()).ok())
}

impl Shown {
    pub fn show(&mut self, names: &str) {
        self.only.extend(paths(names));
    }

    pub fn hide(&mut self, names: &str) {
        self.without.extend(paths(names));
    }

    /// Whether an attribute of the core is answered at all.
    pub fn has(&self, attribute: &str) -> bool {
        let is_named = self.only.is_empty() || self.only.iter().any(|path| path.is(attribute));
        is_named && !self.without.iter().any(|path| path.is(attribute) && path.sub.is_none())
    }

    fn of(&self, mut whole: Object) -> Value {
        if !self.only.is_empty() {
            let mut shown = Object::new();
            for path in &self.only {
                copy(&whole, &mut shown, path);
            }
            for name in ["id", "schemas"] {
                if let Some(value) = whole.remove(name) {
                    shown.insert(name.to_owned(), value);
                }
            }
            whole = shown;
        }
        for path in &self.without {
            hide(&mut whole, path);
        }
        Value::Object(whole)
    }
}

/// The object in which a path's attribute is.
fn copy(from: &Object, to: &mut Object, path: &Path) {
    if let Some(schema) = &path.schema {
        let Some(name) = json::name_in(from, schema) else { return };
        let Some(Value::Object(inner)) = from.get(&name) else { return };
        if path.attribute.is_empty() {
            to.insert(name, Value::Object(inner.clone()));
        } else {
            let mut shown = to.remove(&name).and_then(|value| value.as_object().cloned()).unwrap_or_default();
            copy(inner, &mut shown, &Path { schema: None, ..path.clone() });
            to.insert(name, Value::Object(shown));
        }
        return;
    }
    let Some(name) = json::name_in(from, &path.attribute) else { return };
    let Some(sub) = &path.sub else {
        to.insert(name.clone(), from[&name].clone());
        return;
    };
    let part = |object: &Object| {
        let name = json::name_in(object, sub)?;
        Some((name.clone(), object[&name].clone()))
    };
    match (&from[&name], to.entry(name.clone()).or_insert(Value::Null)) {
        (Value::Object(object), Value::Object(shown)) => shown.extend(part(object)),
        (Value::Object(object), shown) => *shown = Value::Object(part(object).into_iter().collect()),
        (Value::Array(list), Value::Array(shown)) => {
            for (element, shown) in list.iter().filter_map(Value::as_object).zip(shown.iter_mut()) {
                if let Value::Object(shown) = shown {
                    shown.extend(part(element));
                }
            }
        }
        (Value::Array(list), shown) => {
            let parts = list.iter().filter_map(Value::as_object).map(|object| part(object).into_iter().collect());
            *shown = Value::Array(parts.map(Value::Object).collect());
        }
        (_, shown) => *shown = Value::Null,
    }
    if to[&name].is_null() {
        to.remove(&name);
    }
}

fn hide(object: &mut Object, path: &Path) {
    if let Some(schema) = &path.schema {
        if path.attribute.is_empty() {
            json::remove(object, schema);
        } else if let Some(name) = json::name_in(object, schema)
            && let Some(Value::Object(inner)) = object.get_mut(&name)
        {
            hide(inner, &Path { schema: None, ..path.clone() });
        }
        return;
    }
    if path.is("id") || path.is("schemas") {
        return;
    }
    let Some(sub) = &path.sub else {
        json::remove(object, &path.attribute);
        return;
    };
    let Some(name) = json::name_in(object, &path.attribute) else { return };
    match object.get_mut(&name) {
        Some(Value::Object(inner)) => drop(json::remove(inner, sub)),
        Some(Value::Array(list)) => {
            for element in list.iter_mut().filter_map(Value::as_object_mut) {
                drop(json::remove(element, sub));
            }
        }
        _ => {}
    }
}

fn meta(meta: &Meta, base: &str, kind: &str) -> Value {
    json!({
        "resourceType": kind,
        "created": meta.created.to_string(),
        "lastModified": meta.modified.to_string(),
        "location": location(meta, base, kind),
        "version": etag(meta),
    })
}

/// The address of a resource.
pub fn location(meta: &Meta, base: &str, kind: &str) -> String {
    format!("{base}/{kind}s/{}", meta.id)
}

/// A weak one: two answers of one version may name other attributes.
pub fn etag(meta: &Meta) -> String {
    format!("W/\"{}\"", meta.version)
}

fn references(list: &[Reference], base: &str, kind: &str) -> Value {
    let one = |reference: &Reference| {
        let mut object = json!({
            "value": reference.id,
            "$ref": format!("{base}/{kind}s/{}", reference.id),
            "type": if kind == "Group" { "direct" } else { kind },
        });
        if let Some(display) = &reference.display {
            object["display"] = display.as_str().into();
        }
        object
    };
    list.iter().map(one).collect()
}

/// An address as it is answered: also that it is not the primary one, as whoever said so expects to read it again.
fn email(email: &Email) -> Value {
    let mut written = email.written();
    written["primary"] = email.primary.into();
    written
}

/// A user as it is answered.
pub fn user(record: &UserRecord, base: &str, shown: &Shown) -> Value {
    let user = &record.user;
    let mut whole = user.extra.0.clone();
    let mut schemas = vec![USER];
    schemas.extend(extensions(&user.extra.0));
    let schemas = json!(schemas);
    let mut name = match json::remove(&mut whole, "name") {
        Some(Value::Object(name)) => name,
        _ => Object::new(),
    };
    let set = |object: &mut Object, name: &str, value: &Option<String>| {
        if let Some(value) = value {
            object.insert(name.to_owned(), value.clone().into());
        }
    };
    set(&mut name, "formatted", &user.formatted_name);
    set(&mut name, "givenName", &user.given_name);
    set(&mut name, "familyName", &user.family_name);
    set(&mut whole, "externalId", &user.external_id);
    set(&mut whole, "displayName", &user.display_name);
    if !name.is_empty() {
        whole.insert("name".to_owned(), Value::Object(name));
    }
    if !user.emails.is_empty() {
        whole.insert("emails".to_owned(), user.emails.iter().map(email).collect());
    }
    if !record.groups.is_empty() {
        whole.insert("groups".to_owned(), references(&record.groups, base, "Group"));
    }
    whole.insert("userName".to_owned(), user.user_name.clone().into());
    whole.insert("active".to_owned(), user.active.into());
    whole.insert("id".to_owned(), record.meta.id.clone().into());
    whole.insert("schemas".to_owned(), schemas);
    whole.insert("meta".to_owned(), meta(&record.meta, base, "User"));
    shown.of(whole)
}

/// A group as it is answered.
pub fn group(record: &GroupRecord, base: &str, shown: &Shown) -> Value {
    let mut whole = Object::new();
    whole.insert("schemas".to_owned(), json!([GROUP]));
    whole.insert("id".to_owned(), record.meta.id.clone().into());
    whole.insert("displayName".to_owned(), record.group.display_name.clone().into());
    if let Some(id) = &record.group.external_id {
        whole.insert("externalId".to_owned(), id.clone().into());
    }
    if let Some(members) = &record.members {
        whole.insert("members".to_owned(), references(members, base, "User"));
    }
    whole.insert("meta".to_owned(), meta(&record.meta, base, "Group"));
    shown.of(whole)
}

/// A page of a list.
pub fn list(total: u64, skip: u64, items: &[Value]) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": total,
        "startIndex": skip.saturating_add(1),
        "itemsPerPage": items.len(),
        "Resources": items,
    })
}
