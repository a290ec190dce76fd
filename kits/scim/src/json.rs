//! JSON of strangers: no name twice in one object, whatever its case (RFC 7643 §2.1 compares names without it), no deep nesting;
//! and how values are read, which Entra ID writes as texts where others write booleans.

use crate::error::Error;
use crate::limits;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::fmt;

pub type Object = Map<String, Value>;

/// The object of a body.
pub fn read(bytes: &[u8]) -> Result<Object, Error> {
    if bytes.len() > limits::BODY {
        return Err(Error::too_large("A body may have 256 KB."));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Node { depth: 0 }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match read {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Error::syntax("The body must be a JSON object.")),
        Err(e) if e.is_data() => {
            Err(Error::syntax("The body has a name twice in one object, or is nested too deeply."))
        }
        Err(e) => Err(Error::syntax(format!("The body is not JSON: line {}, column {}.", e.line(), e.column()))),
    }
}

struct Node {
    depth: usize,
}

impl Node {
    fn inside<E: serde::de::Error>(&self) -> Result<usize, E> {
        if self.depth >= limits::DEPTH { Err(E::custom("nested too deeply")) } else { Ok(self.depth + 1) }
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let depth = self.inside()?;
        let mut read = Vec::new();
        while let Some(value) = list.next_element_seed(Self { depth })? {
            read.push(value);
        }
        Ok(Value::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let depth = self.inside()?;
        let (mut read, mut names) = (Object::new(), HashSet::new());
        while let Some(name) = members.next_key::<String>()? {
            if !names.insert(name.to_ascii_lowercase()) {
                return Err(A::Error::custom("a name twice"));
            }
            let value = members.next_value_seed(Self { depth })?;
            read.insert(name, value);
        }
        Ok(Value::Object(read))
    }
}

/// The name under which an object has this attribute.
pub fn name_in(object: &Object, name: &str) -> Option<String> {
    if object.contains_key(name) {
        return Some(name.to_owned());
    }
    object.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
}

pub fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

pub fn remove(object: &mut Object, name: &str) -> Option<Value> {
    let name = name_in(object, name)?;
    object.remove(&name)
}

/// What RFC 7643 §2.5 counts as absent, and an empty text, which Okta sends for an empty field of its profile.
pub fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.iter().all(is_absent),
        _ => false,
    }
}

/// The value without what is absent in it; none if nothing is left.
pub fn present(value: Value) -> Option<Value> {
    match value {
        Value::Object(object) => {
            let left: Object = object.into_iter().filter_map(|(key, value)| Some((key, present(value)?))).collect();
            (!left.is_empty()).then_some(Value::Object(left))
        }
        Value::Array(list) => {
            let left: Vec<Value> = list.into_iter().filter_map(present).collect();
            (!left.is_empty()).then_some(Value::Array(left))
        }
        value => (!is_absent(&value)).then_some(value),
    }
}

/// The one value of a list of one `{"value": …}`, as older jobs of Entra ID write single values.
pub fn single(value: Value) -> Value {
    let Value::Array(mut list) = value else { return value };
    if list.len() != 1 {
        return Value::Array(list);
    }
    match list.remove(0) {
        Value::Object(mut object) => match remove(&mut object, "value") {
            Some(value) => value,
            None => Value::Array(vec![Value::Object(object)]),
        },
        value => value,
    }
}

/// A boolean, or one as text in any case.
pub fn truth(value: &Value, name: &str) -> Result<bool, Error> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(Error::value(format!("{name} must be true or false."))),
    }
}

/// A text of one line.
pub fn text(value: Value, name: &str) -> Result<String, Error> {
    match value {
        Value::String(text) if text.chars().count() > limits::TEXT => {
            Err(Error::value(format!("{name} may have {} characters.", limits::TEXT)))
        }
        Value::String(text) if text.chars().any(char::is_control) => {
            Err(Error::value(format!("{name} has a control character.")))
        }
        Value::String(text) => Ok(text),
        _ => Err(Error::value(format!("{name} must be a text."))),
    }
}

/// A text, or none if it is absent.
pub fn optional_text(value: Value, name: &str) -> Result<Option<String>, Error> {
    if is_absent(&value) { Ok(None) } else { text(value, name).map(Some) }
}

/// Refuses a message of another kind. One without `schemas` is let pass: older clients leave it out of PATCH.
pub fn check_schemas(body: &Object, urn: &str) -> Result<(), Error> {
    match get(body, "schemas") {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Array(list))
            if list.iter().any(|word| word.as_str().is_some_and(|w| w.eq_ignore_ascii_case(urn))) =>
        {
            Ok(())
        }
        Some(_) => Err(Error::syntax(format!("schemas must name {urn}."))),
    }
}
