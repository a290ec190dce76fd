//! Reading the configuration, so that what is wrong is said with its place: file, line and column, or variable.

use super::{Config, PREFIX};
use gatehouse_core::Fault;
use serde::Deserialize as _;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// The text of a file with its name.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl Source<'_> {
    /// Line and column of a byte, from 1.
    fn place(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}, line {line}, column {column}", self.name)
    }
}

/// Reads `text` (of the file `name`) with the variables over it.
pub(super) fn read(name: &str, text: &str, variables: &BTreeMap<String, String>) -> Result<Config, Fault> {
    let source = Source { name, text };
    let wrong = |error: &toml::de::Error| {
        let place = error.span().map_or_else(|| name.to_owned(), |span| source.place(span.start));
        Fault::new(format!("{place}: {}", error.message()))
    };
    let mut table: toml::Table = toml::from_str(text).map_err(|error| wrong(&error))?;
    let mut places = BTreeMap::new();
    let spans = DeTable::parse(text).map_err(|error| wrong(&error))?;
    for (key, value) in spans.get_ref() {
        places.insert(key.get_ref().to_string(), source.place(value.span().start));
    }
    for (variable, value) in variables {
        let key = variable.trim_start_matches(PREFIX).to_lowercase();
        table.insert(key.clone(), typed(&key, value));
        places.insert(key, variable.clone());
    }
    let place = |key: &str| places.get(key).cloned().unwrap_or_else(|| name.to_owned());
    for (key, value) in &mut table {
        if let Some(path) = value.as_str().and_then(|v| v.strip_prefix("file:")) {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Fault::new(format!("{}: {key}: {path}: {error}", place(key))))?;
            *value = toml::Value::String(text.trim_end().to_owned());
        }
    }
    for (key, value) in &table {
        if let Err(error) = alone(key, value.clone()) {
            let key_named = if error.contains(key.as_str()) { String::new() } else { format!("{key}: ") };
            return Err(Fault::new(format!("{}: {key_named}{error}", place(key))));
        }
    }
    let config = Config::deserialize(table).map_err(|error| Fault::new(format!("{name}: {}", error.message())))?;
    config.check().map_err(|fault| {
        let text = fault.to_string();
        match text.split_once(':').and_then(|(key, _)| places.get(key)) {
            Some(place) => Fault::new(format!("{place}: {text}")),
            None => fault,
        }
    })?;
    Ok(config)
}

/// Whether a key takes this value.
fn alone(key: &str, value: toml::Value) -> Result<(), String> {
    let table = toml::Table::from_iter([(key.to_owned(), value)]);
    Config::deserialize(table).map(drop).map_err(|error| error.message().to_owned())
}

/// A variable's text as the type that its key has: a text, a number, yes or no, or a list with commas.
fn typed(key: &str, value: &str) -> toml::Value {
    let text = toml::Value::String(value.to_owned());
    let Err(error) = alone(key, text.clone()) else { return text };
    if error.contains("a sequence") {
        let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
        return toml::Value::Array(parts.map(|part| toml::Value::String(part.to_owned())).collect());
    }
    let number = value.parse().ok().map(toml::Value::Integer);
    let word = value.parse().ok().map(toml::Value::Boolean);
    [number, word].into_iter().flatten().find(|typed| alone(key, typed.clone()).is_ok()).unwrap_or(text)
}
