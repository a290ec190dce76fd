//! Texts that an operator replaces: files in a folder, read once before any text is. A replacement is a whole message; it must be one that
//! the program has, and may use no placeholder that the program does not fill.

use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::{parser, serializer};
use gatehouse_core::{Fault, Lang};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// The texts of a crate.
#[derive(Clone, Copy)]
pub struct TextSource {
    /// Its name, such as `accounts`; that of the files.
    pub name: &'static str,
    /// Its messages in a language, in Fluent.
    pub source: fn(Lang) -> &'static [u8],
    /// Whether all of its messages are there with what they are filled with.
    pub check: fn(Lang, &[u8]) -> Result<(), String>,
}

/// What was replaced, whole files by crate and language.
pub type Replaced = HashMap<(&'static str, Lang), Vec<u8>>;

static REPLACED: OnceLock<Replaced> = OnceLock::new();

/// Takes the replacements for the life of the process; those of the first call stay.
pub fn set(replaced: Replaced) {
    // The demo content opens the same installation before the server does.
    drop(REPLACED.set(replaced));
}

/// The texts of a crate in a language, where something in them was replaced.
pub fn of(name: &str, lang: Lang) -> Option<&'static [u8]> {
    let (_, bytes) = REPLACED.get()?.iter().find(|((known, of), _)| *known == name && *of == lang)?;
    Some(bytes)
}

/// Reads `folder/LANGUAGE/CRATE.ftl`. Whatever else is there is a mistake: a text that nobody reads must not pass for one that is
/// shown.
pub fn read(folder: &Path, sources: &[TextSource]) -> Result<Replaced, Fault> {
    let mut all = Replaced::new();
    for (name, place) in listed(folder)? {
        let Some(lang) = Lang::ALL.into_iter().find(|lang| lang.tag() == name) else {
            return Err(wrong(&place, "is none of the languages en, ja, ru"));
        };
        for (name, place) in listed(&place)? {
            let source = name.strip_suffix(".ftl").and_then(|name| sources.iter().find(|source| source.name == name));
            let Some(source) = source else {
                let names: Vec<String> = sources.iter().map(|source| format!("{}.ftl", source.name)).collect();
                return Err(wrong(&place, &format!("is none of {}", names.join(", "))));
            };
            let text = fs::read_to_string(&place).map_err(|error| wrong(&place, &error.to_string()))?;
            let whole = String::from_utf8_lossy((source.source)(lang));
            let merged = merged(&whole, &text).map_err(|why| wrong(&place, &why))?;
            (source.check)(lang, merged.as_bytes()).map_err(|why| wrong(&place, &why))?;
            all.insert((source.name, lang), merged.into_bytes());
        }
    }
    Ok(all)
}

fn wrong(place: &Path, why: &str) -> Fault {
    Fault::new(format!("{}: {why}", place.display()))
}

/// Names and paths in a folder, sorted, so that the same mistake is told every time.
fn listed(folder: &Path) -> Result<Vec<(String, std::path::PathBuf)>, Fault> {
    let failed = |error: std::io::Error| wrong(folder, &error.to_string());
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        all.push((name, path));
    }
    all.sort();
    Ok(all)
}

/// The messages of `whole`, with those of `others` in place of the ones of the same name.
fn merged(whole: &str, others: &str) -> Result<String, String> {
    let others = parsed(others)?;
    let mut whole = parsed(whole)?;
    for other in others.body {
        match other {
            Entry::Message(message) => {
                let place = whole.body.iter_mut().find_map(|entry| match entry {
                    Entry::Message(known) if known.id.name == message.id.name => Some(known),
                    _ => None,
                });
                let known = place.ok_or_else(|| format!("there is no message {}", message.id.name))?;
                known.value = message.value;
                // What it leaves out stays.
                for attribute in message.attributes {
                    known.attributes.retain(|old| old.id.name != attribute.id.name);
                    known.attributes.push(attribute);
                }
            }
            Entry::Term(term) => return Err(format!("-{} is a term; only messages are replaced", term.id.name)),
            _ => {}
        }
    }
    Ok(serializer::serialize(&whole))
}

fn parsed(text: &str) -> Result<Resource<&str>, String> {
    parser::parse(text).map_err(|(_, errors)| {
        let first = errors.first().map(|error| {
            // What is not closed is noticed at the end; that is in the last line with a text.
            let at = error.pos.start.min(text.trim_end().len());
            let line = text.get(..at).unwrap_or(text).matches('\n').count() + 1;
            format!("line {line}: {}", error.kind)
        });
        first.unwrap_or_else(|| "cannot be read".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::{TextSource, merged, read};
    use gatehouse_core::Lang;

    const SOURCE: &str = "hello = Hello { $name }\nbye = Bye\n    .title = Good bye\n";
    const TEXTS: TextSource = TextSource {
        name: "accounts",
        source: |_| SOURCE.as_bytes(),
        check: |_, bytes| match String::from_utf8_lossy(bytes).contains("$other") {
            true => Err("hello uses $other".to_owned()),
            false => Ok(()),
        },
    };

    #[test]
    fn a_message_is_replaced_and_the_others_stay() {
        let text = merged(SOURCE, "# Ours\nhello = Welcome, { $name }!\n").unwrap();
        assert!(text.contains("Welcome") && !text.contains("Hello") && text.contains("bye = Bye"), "{text}");
        assert!(merged(SOURCE, "bye = So long\n").unwrap().contains("Good bye"));
    }

    /// ALL-9
    #[test]
    fn what_nobody_would_read_is_a_mistake() {
        assert_eq!(merged(SOURCE, "helo = x\n").unwrap_err(), "there is no message helo");
        assert!(merged(SOURCE, "hello = { $name\n").unwrap_err().starts_with("line 1: "));
        assert!(merged(SOURCE, "-brand = x\n").is_err());
        let folder = std::env::temp_dir().join(format!("gatehouse-texts-{}", std::process::id()));
        let write = |path: &str, text: &str| {
            drop(std::fs::remove_dir_all(&folder));
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
            read(&folder, &[TEXTS]).map_err(|fault| fault.to_string())
        };
        let good = write("ja/accounts.ftl", "hello = x { $name }\n").unwrap();
        assert_eq!(good.keys().collect::<Vec<_>>(), [&("accounts", Lang::Ja)]);
        assert!(write("de/accounts.ftl", "").unwrap_err().contains("languages"));
        assert!(write("ja/account.ftl", "").unwrap_err().contains("accounts.ftl"));
        assert!(write("ja/accounts.ftl", "hello = { $other }\n").unwrap_err().contains("$other"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
