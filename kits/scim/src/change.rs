//! A change of one attribute that is kept as JSON: of addresses, and of everything that has no meaning here.

use crate::ENTERPRISE;
use crate::error::{Error, ScimType};
use crate::json::{self, Object};
use crate::path::Path;
use serde_json::Value;

/// What happens at a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum How {
    Add(Value),
    Replace(Value),
    /// Everything there, or of a list what equals one of these.
    Remove(Option<Value>),
}

/// One attribute that changes; its value stays inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub(crate) path: Path,
    pub(crate) how: How,
}

/// The attributes of RFC 7643 §4.1.2 that have several values.
const LISTS: [&str; 9] =
    ["emails", "phoneNumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509Certificates", "groups"];

fn is_list(path: &Path) -> bool {
    path.schema.is_none() && LISTS.iter().any(|name| path.is(name))
}

impl Change {
    /// The attribute's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it. `Err` where it would have no effect; the object is then to be dropped.
    pub(crate) fn apply(&self, all: &mut Object) -> Result<(), Error> {
        let Some(schema) = &self.path.schema else { return self.apply_in(all) };
        let name = json::name_in(all, schema).unwrap_or_else(|| schema.clone());
        if self.path.attribute.is_empty() {
            // Only removals stand at a whole extension; others are taken apart.
            all.remove(&name);
            return Ok(());
        }
        let mut inner = match all.remove(&name) {
            Some(Value::Object(inner)) => inner,
            _ => Object::new(),
        };
        self.apply_in(&mut inner)?;
        if !inner.is_empty() {
            all.insert(name, Value::Object(inner));
        }
        Ok(())
    }

    fn apply_in(&self, all: &mut Object) -> Result<(), Error> {
        let name = json::name_in(all, &self.path.attribute).unwrap_or_else(|| self.path.attribute.clone());
        let before = all.remove(&name);
        let after = match (&self.path.sub, self.path.only.is_empty()) {
            (None, true) => self.whole(before)?,
            (Some(sub), true) => self.sub(before, sub)?,
            (_, false) => self.selected(before)?,
        };
        if let Some(after) = after.and_then(json::present) {
            all.insert(name, after);
        }
        Ok(())
    }

    fn whole(&self, before: Option<Value>) -> Result<Option<Value>, Error> {
        let is_list = is_list(&self.path) || matches!(before, Some(Value::Array(_)));
        Ok(match (&self.how, before) {
            (How::Remove(None), _) => None,
            (How::Remove(Some(values)), Some(Value::Array(mut list))) => {
                let gone = listed(values);
                list.retain(|element| !gone.iter().any(|value| is_same(element, value)));
                Some(Value::Array(list))
            }
            // Of a single value, whatever stands in the operation: it is gone.
            (How::Remove(Some(_)), _) => None,
            (How::Replace(value), _) if is_list => Some(Value::Array(marked(listed(value)))),
            (How::Add(value), before) if is_list => {
                let mut list = before.map_or_else(Vec::new, |before| listed(&before));
                for element in marked(listed(value)) {
                    append(&mut list, element);
                }
                Some(Value::Array(list))
            }
            // RFC 7644 §3.5.2.3: parts that are not named stay.
            (How::Add(Value::Object(parts)) | How::Replace(Value::Object(parts)), Some(Value::Object(mut object))) => {
                merge(&mut object, parts);
                Some(Value::Object(object))
            }
            (How::Add(value) | How::Replace(value), _) => Some(value.clone()),
        })
    }

    fn sub(&self, before: Option<Value>, sub: &str) -> Result<Option<Value>, Error> {
        let is_list = is_list(&self.path);
        match before {
            Some(Value::Array(mut list)) => {
                let at = match list.len() {
                    0 | 1 => 0,
                    // Several: the one that is marked, else it is unclear which.
                    _ => list.iter().position(is_primary).ok_or_else(no_target)?,
                };
                if list.is_empty() {
                    list.push(Value::Object(Object::new()));
                }
                self.set(&mut list, &[at], sub);
                Ok(Some(Value::Array(list)))
            }
            None if is_list && matches!(self.how, How::Remove(_)) => Ok(None),
            None if is_list => {
                let mut list = vec![Value::Object(Object::new())];
                self.set(&mut list, &[0], sub);
                Ok(Some(Value::Array(list)))
            }
            Some(Value::Object(mut object)) => {
                self.set_in(&mut object, sub);
                Ok(Some(Value::Object(object)))
            }
            None => {
                let mut object = Object::new();
                self.set_in(&mut object, sub);
                Ok(Some(Value::Object(object)))
            }
            Some(_) => Err(Error::path("The attribute has no parts.")),
        }
    }

    fn selected(&self, before: Option<Value>) -> Result<Option<Value>, Error> {
        let mut list = match before {
            None => Vec::new(),
            Some(Value::Array(list)) => list,
            Some(one) if is_list(&self.path) => vec![one],
            Some(_) => return Err(Error::path("The attribute is not a list.")),
        };
        let is_meant = |element: &Value| self.path.only.iter().all(|term| term.is_met(element));
        let mut found: Vec<usize> = (0..list.len()).filter(|at| is_meant(&list[*at])).collect();
        if matches!(self.how, How::Remove(_)) {
            match &self.path.sub {
                Some(sub) => self.set(&mut list, &found, sub),
                None => list.retain(|element| !is_meant(element)),
            }
            return Ok(Some(Value::Array(list)));
        }
        if found.is_empty() {
            // What is missing is made so that the filter finds it: Entra ID replaces addresses that were never there.
            let mut made = Object::new();
            for term in &self.path.only {
                if json::get(&made, &term.name).is_some_and(|there| *there != term.value) {
                    return Err(no_target());
                }
                let is_mark = term.name.eq_ignore_ascii_case("primary");
                let value =
                    if is_mark { Value::Bool(json::truth(&term.value, "primary")?) } else { term.value.clone() };
                made.insert(term.name.clone(), value);
            }
            list.push(Value::Object(made));
            found = vec![list.len() - 1];
        }
        match &self.path.sub {
            Some(sub) => self.set(&mut list, &found, sub),
            None => self.set_whole(&mut list, &found)?,
        }
        unmark_others(&mut list, &found);
        Ok(Some(Value::Array(list)))
    }

    /// Gives these elements the parts of the operation's object; a replaced one keeps besides only what selects it.
    fn set_whole(&self, list: &mut [Value], at: &[usize]) -> Result<(), Error> {
        let (How::Add(value) | How::Replace(value)) = &self.how else { return Ok(()) };
        let value = listed(value);
        let [Value::Object(parts)] = &value[..] else {
            return Err(Error::value("The value of a selected element must be an object."));
        };
        for at in at {
            as_object(&mut list[*at], |object| {
                if matches!(self.how, How::Replace(_)) {
                    object.retain(|name, _| self.path.only.iter().any(|term| term.name.eq_ignore_ascii_case(name)));
                }
                merge(object, parts);
            });
        }
        Ok(())
    }

    /// Sets or removes a part of these elements.
    fn set(&self, list: &mut [Value], at: &[usize], sub: &str) {
        for at in at {
            as_object(&mut list[*at], |object| self.set_in(object, sub));
        }
        if sub.eq_ignore_ascii_case("primary") {
            unmark_others(list, at);
        }
    }

    fn set_in(&self, object: &mut Object, sub: &str) {
        let name = json::name_in(object, sub).unwrap_or_else(|| sub.to_owned());
        match &self.how {
            How::Remove(_) => drop(object.remove(&name)),
            How::Add(value) | How::Replace(value) => {
                let is_mark = sub.eq_ignore_ascii_case("primary");
                let mark = json::truth(value, sub).ok().filter(|_| is_mark).map(Value::Bool);
                object.insert(name, mark.unwrap_or_else(|| value.clone()));
            }
        }
    }
}

/// Changes the element as an object: a plain one is its own value.
fn as_object(element: &mut Value, change: impl FnOnce(&mut Object)) {
    let mut object = match element.take() {
        Value::Object(object) => object,
        plain => [("value".to_owned(), plain)].into_iter().collect(),
    };
    change(&mut object);
    *element = Value::Object(object);
}

fn no_target() -> Error {
    Error::bad(ScimType::NoTarget, "The path selects no value.")
}

/// A list, or one value as a list; plain texts become `{"value": …}`.
fn listed(value: &Value) -> Vec<Value> {
    let one = |value: &Value| match value {
        Value::String(_) => Value::Object([("value".to_owned(), value.clone())].into_iter().collect()),
        value => value.clone(),
    };
    match value {
        Value::Array(list) => list.iter().map(one).collect(),
        value => vec![one(value)],
    }
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => match (json::get(a, "value"), json::get(b, "value")) {
            (Some(x), Some(y)) => {
                let kind = |object| json::get(object, "type").cloned();
                x == y && (kind(b).is_none() || kind(a) == kind(b))
            }
            _ => a == b,
        },
        (Value::Object(a), b) => json::get(a, "value") == Some(b),
        _ => a == b,
    }
}

fn append(list: &mut Vec<Value>, element: Value) {
    let at = list.iter().position(|there| is_same(there, &element)).unwrap_or(list.len());
    if at == list.len() {
        list.push(element);
    } else if let (Value::Object(there), Value::Object(parts)) = (&mut list[at], &element) {
        merge(there, parts);
    }
    unmark_others(list, &[at]);
}

fn merge(object: &mut Object, parts: &Object) {
    for (name, value) in parts {
        let name = json::name_in(object, name).unwrap_or_else(|| name.clone());
        match json::present(value.clone()) {
            Some(value) => drop(object.insert(name, value)),
            None => drop(object.remove(&name)),
        }
    }
}

fn is_primary(element: &Value) -> bool {
    element
        .as_object()
        .and_then(|object| json::get(object, "primary"))
        .is_some_and(|mark| json::truth(mark, "") == Ok(true))
}

/// `"True"` as the mark of the primary value becomes a boolean.
fn marked(mut list: Vec<Value>) -> Vec<Value> {
    for object in list.iter_mut().filter_map(Value::as_object_mut) {
        if let Some(name) = json::name_in(object, "primary")
            && let Ok(mark) = json::truth(&object[&name], "primary")
        {
            object.insert(name, Value::Bool(mark));
        }
    }
    list
}

/// RFC 7643 §2.4: one value is the primary one, the one that was marked last.
fn unmark_others(list: &mut [Value], at: &[usize]) {
    if !at.iter().any(|at| is_primary(&list[*at])) {
        return;
    }
    for (n, element) in list.iter_mut().enumerate() {
        if !at.contains(&n)
            && let Value::Object(object) = element
        {
            drop(json::remove(object, "primary"));
        }
    }
}

/// The manager, who is sent as a text, as a list of one, and as an object.
pub(crate) fn manager(value: Value) -> Value {
    match json::single(value) {
        Value::String(id) => Value::Object([("value".to_owned(), Value::String(id))].into_iter().collect()),
        value => value,
    }
}

/// The URNs of the extensions in these attributes.
pub(crate) fn extensions(extra: &Object) -> Vec<&str> {
    extra
        .iter()
        .filter(|(name, _)| name.contains(':'))
        .map(|(name, _)| if name.eq_ignore_ascii_case(ENTERPRISE) { ENTERPRISE } else { name })
        .collect()
}
