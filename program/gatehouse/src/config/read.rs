//! Reading the configuration, so that what is wrong is said with its place: file, line and column, or variable.

use super::{Config, Origin, PREFIX, keys};
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
    fn place(&self, at: usize) -> Origin {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Origin::File { name: self.name.to_owned(), line, column }
    }
}

/// Where keys were set; those of a group as `files.path`.
pub(super) type Origins = BTreeMap<String, Origin>;

/// Reads `text` (of the file `name`) with the variables over it.
pub(super) fn read(name: &str, text: &str, variables: &BTreeMap<String, String>) -> Result<(Config, Origins), Fault> {
    let source = Source { name, text };
    let wrong = |error: &toml::de::Error| {
        let place = error.span().map_or_else(|| name.to_owned(), |span| source.place(span.start).to_string());
        Fault::new(format!("{place}: {}", error.message()))
    };
    let mut table: toml::Table = toml::from_str(text).map_err(|error| wrong(&error))?;
    let mut origins = Origins::new();
    let spans = DeTable::parse(text).map_err(|error| wrong(&error))?;
    for (key, value) in spans.get_ref() {
        origins.insert(key.get_ref().to_string(), source.place(value.span().start));
    }
    for (variable, value) in variables {
        let key = variable.trim_start_matches(PREFIX).to_lowercase();
        match key.split_once("__") {
            Some((group, member)) => set_member(&mut table, group, member, value),
            // `brand` alone is the name, also beside a group of the file.
            None if key == BRAND && table.get(BRAND).is_some_and(toml::Value::is_table) => {
                set_member(&mut table, BRAND, NAME, value);
            }
            None => drop(table.insert(key.clone(), typed(&key, value))),
        }
        origins.insert(key.replace("__", "."), Origin::Variable(variable.clone()));
    }
    own_files(name, &mut table, &mut origins)?;
    for (key, value) in &table {
        let place = || place(name, &origins, key);
        if !keys::names().contains(&key.as_str()) {
            return Err(Fault::new(format!("{}: {}", place(), keys::unknown(key))));
        }
        if let Err(error) = alone(key, value.clone()) {
            let key_named = if error.contains(key.as_str()) { String::new() } else { format!("{key}: ") };
            return Err(Fault::new(format!("{}: {key_named}{error}", place())));
        }
    }
    let config = Config::deserialize(table).map_err(|error| Fault::new(format!("{name}: {}", error.message())))?;
    config.check().map_err(|fault| {
        let text = fault.to_string();
        match text.split_once(':').and_then(|(key, _)| origin_of(&origins, key)) {
            Some(place) => Fault::new(format!("{place}: {text}")),
            None => fault,
        }
    })?;
    Ok((config, origins))
}

/// Where a key was set. A member of a group (`files.path`) stands in the file where the group does, unless a variable names it.
pub(super) fn origin_of<'a>(origins: &'a Origins, key: &str) -> Option<&'a Origin> {
    let group = key.split('.').next().unwrap_or(key);
    let by_a_member =
        || origins.iter().find(|(name, _)| name.split('.').next() == Some(group)).map(|(_, origin)| origin);
    origins.get(key).or_else(|| origins.get(group)).or_else(by_a_member)
}

fn place(name: &str, origins: &Origins, key: &str) -> String {
    origin_of(origins, key).map_or_else(|| name.to_owned(), ToString::to_string)
}

/// Puts what stands in files of their own (`file:PATH`) into the places that name them, also within a group.
fn own_files(name: &str, table: &mut toml::Table, origins: &mut Origins) -> Result<(), Fault> {
    table.iter_mut().try_for_each(|(key, value)| own_file(name, key, value, origins))
}

fn own_file(name: &str, key: &str, value: &mut toml::Value, origins: &mut Origins) -> Result<(), Fault> {
    if let Some(group) = value.as_table_mut() {
        let mut members = group.iter_mut();
        return members.try_for_each(|(member, value)| own_file(name, &format!("{key}.{member}"), value, origins));
    }
    let Some(path) = value.as_str().and_then(|text| text.strip_prefix("file:")).map(str::to_owned) else {
        return Ok(());
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Fault::new(format!("{}: {key}: {path}: {error}", place(name, origins, key))))?;
    *value = toml::Value::String(text.trim_end().to_owned());
    if let Some(named) = origin_of(origins, key).cloned() {
        origins.insert(key.to_owned(), Origin::OwnFile { named: Box::new(named), path });
    }
    Ok(())
}

/// The group that may be written as its name alone.
const BRAND: &str = "brand";
const NAME: &str = "name";

/// Puts a variable's text into a group of keys (`FILES__S3__BUCKET`), or into a group within it; all of these are texts.
fn set_member(table: &mut toml::Table, group: &str, member: &str, value: &str) {
    let empty = || toml::Value::Table(toml::Table::new());
    let within = table.entry(group).or_insert_with(empty);
    if !within.is_table() {
        let name = within.as_str().filter(|_| group == BRAND).map(str::to_owned);
        *within = empty();
        if let (Some(name), Some(members)) = (name, within.as_table_mut()) {
            members.insert(NAME.to_owned(), toml::Value::String(name));
        }
    }
    let Some(within) = within.as_table_mut() else { return };
    match member.split_once("__") {
        Some((group, member)) => set_member(within, group, member, value),
        None => drop(within.insert(member.to_owned(), toml::Value::String(value.to_owned()))),
    }
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
