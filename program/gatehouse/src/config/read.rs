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
    keep_places(&source, "", spans.get_ref(), &mut origins);
    for (variable, value) in variables {
        let key = variable.trim_start_matches(PREFIX).to_lowercase();
        let path = key.replace("__", ".");
        let value = typed(&path, value);
        match key.split_once("__") {
            Some((group, member)) => set_member(&mut table, group, member, value),
            // `brand` alone is the name, also beside a group of the file.
            None if key == BRAND && table.get(BRAND).is_some_and(toml::Value::is_table) => {
                set_member(&mut table, BRAND, NAME, value);
            }
            None => drop(table.insert(key, value)),
        }
        origins.insert(alone_or_member(&path).to_owned(), Origin::Variable(variable.clone()));
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

/// Keeps where the keys of a table stand, groups and their members.
fn keep_places(source: &Source<'_>, group: &str, table: &DeTable<'_>, origins: &mut Origins) {
    for (key, value) in table {
        let path = if group.is_empty() { key.get_ref().to_string() } else { format!("{group}.{}", key.get_ref()) };
        let place = source.place(value.span().start);
        match value.get_ref().as_table() {
            Some(members) => {
                origins.insert(path.clone(), place);
                keep_places(source, &path, members, origins);
            }
            None => drop(origins.insert(alone_or_member(&path).to_owned(), place)),
        }
    }
}

/// The member that a group's name alone stands for.
fn alone_or_member(path: &str) -> &str {
    if path == BRAND { BRAND_NAME } else { path }
}

/// Where a mistake in a key stands: where it was set, else its group, else another member of the group.
fn origin_of<'a>(origins: &'a Origins, key: &str) -> Option<&'a Origin> {
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
    let key = alone_or_member(key);
    if let Some(named) = origin_of(origins, key).cloned() {
        origins.insert(key.to_owned(), Origin::OwnFile { named: Box::new(named), path });
    }
    Ok(())
}

/// The group that may be written as its name alone.
const BRAND: &str = "brand";
const NAME: &str = "name";
const BRAND_NAME: &str = "brand.name";

/// Puts a variable's value into a group of keys (`FILES__S3__BUCKET`), or into a group within it.
fn set_member(table: &mut toml::Table, group: &str, member: &str, value: toml::Value) {
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
        None => drop(within.insert(member.to_owned(), value)),
    }
}

/// Whether a key takes this value; that of a group's member is `brand.hue`.
fn alone(key: &str, value: toml::Value) -> Result<(), String> {
    let within = |value, part: &str| toml::Value::Table(toml::Table::from_iter([(part.to_owned(), value)]));
    Config::deserialize(key.rsplit('.').fold(value, within)).map(drop).map_err(|error| error.message().to_owned())
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

#[cfg(test)]
mod tests {
    use super::super::{Config, Loaded};
    use gatehouse_core::Lang;
    use std::collections::BTreeMap;

    fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        let variables: BTreeMap<_, _> = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::parse(text, &variables).map_err(|fault| fault.to_string())
    }

    /// ALL-9
    #[tokio::test]
    async fn every_member_of_the_brand_can_be_a_variable() {
        let variables = [
            ("GATEHOUSE__BRAND", "Acme"),
            ("GATEHOUSE__BRAND__CHROMA", "150"),
            ("GATEHOUSE__BRAND__HUE", "300"),
            ("GATEHOUSE__BRAND__LANGUAGES", "ja, en"),
            ("GATEHOUSE__BRAND__RADIUS", "sharp"),
            ("GATEHOUSE__BRAND__SENDER", "12"),
        ];
        for text in ["", "brand = 'Other'", "[brand]\nname = 'Other'\nhue = 10"] {
            let brand = parse(text, &variables).unwrap().brand;
            assert_eq!((brand.name.as_str(), brand.hue, brand.chroma), ("Acme", Some(300), Some(150)), "{text}");
            assert_eq!((brand.languages, brand.sender.as_str()), (vec![Lang::Ja, Lang::En], "12"), "{text}");
        }
        let refused = parse("", &[("GATEHOUSE__BRAND__HUE", "blue")]).unwrap_err();
        assert!(refused.starts_with("GATEHOUSE__BRAND__HUE: brand"), "{refused}");
        assert!(parse("", &[("GATEHOUSE__BRAND__LANGUAGES", "de")]).is_err());
    }

    /// ALL-9
    #[tokio::test]
    async fn a_member_of_a_group_is_shown_with_the_place_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let help = folder.path().join("help");
        std::fs::write(&help, "https://help.example.com\n").unwrap();
        let text = format!(
            "brand.home = 'https://example.com'\nbrand.help = 'file:{}'\n[files]\n\npath = 'x'",
            help.display()
        );
        let variables = [("GATEHOUSE__BRAND", "Acme"), ("GATEHOUSE__BRAND__HUE", "300")]
            .map(|(name, value)| (name.into(), value.into()));
        let shown = Loaded::of("gatehouse.toml", &text, &variables.into()).unwrap().shown();
        let origin = |key: &str| shown.iter().find(|shown| shown.key == key).unwrap().origin.brief();
        assert_eq!(origin("brand.name"), "GATEHOUSE__BRAND");
        assert_eq!(origin("brand.hue"), "GATEHOUSE__BRAND__HUE");
        assert_eq!(origin("brand.home"), "gatehouse.toml:1");
        assert_eq!(origin("brand.help"), format!("{}, by gatehouse.toml:2", help.display()));
        assert_eq!(origin("brand.chroma"), "default");
        assert_eq!(origin("files.path"), "gatehouse.toml:5");
        let alone = Loaded::of("gatehouse.toml", "\nbrand = 'Acme'", &BTreeMap::new()).unwrap().shown();
        let origins: Vec<String> =
            alone.iter().filter(|shown| shown.key.starts_with("brand.")).map(|shown| shown.origin.brief()).collect();
        assert_eq!(origins.first().map(String::as_str), Some("gatehouse.toml:2"));
        assert!(origins[1..].iter().all(|origin| origin == "default"), "{origins:?}");
    }
}
