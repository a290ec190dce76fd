//! Texts: the same messages with the same variables in every language, and none that nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folders of the crates that have texts.
pub fn crates() -> Vec<PathBuf> {
    gatehouse_testkit::crates().into_iter().filter(|folder| folder.join("locales").is_dir()).collect()
}

/// The messages of one language: id and attributes, with the variables that each uses.
fn messages(krate: &Path, lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    for file in std::fs::read_dir(krate.join("locales").join(lang)).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut current = String::new();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| !id.starts_with(' ') && !id.is_empty()) {
                current = id.to_owned();
                found.entry(current.clone()).or_default();
            }
            for part in line.split('$').skip(1) {
                let name: String =
                    part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect();
                found.entry(current.clone()).or_default().insert(name);
            }
        }
    }
    found
}

fn rust(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html" || e == "txt") {
            out.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// ALL-1
#[test]
fn every_message_is_there_in_every_language_with_the_same_variables() {
    for krate in crates() {
        let english = messages(&krate, "en");
        assert!(!english.is_empty());
        for lang in ["ja", "ru"] {
            let other = messages(&krate, lang);
            let (left, right): (BTreeSet<_>, BTreeSet<_>) = (english.keys().collect(), other.keys().collect());
            assert_eq!(left, right, "{} {lang}", krate.display());
            for (id, variables) in &english {
                assert!(other[id].is_subset(variables), "{} {lang}: {id} uses other variables", krate.display());
            }
        }
    }
}

/// ALL-1, ALL-3
#[tokio::test(flavor = "multi_thread")]
async fn every_event_of_the_audit_log_has_a_word_of_its_own_and_a_group() {
    let world = crate::world(gatehouse_testkit::TestEngine::Sqlite).await;
    let cx = world.cx();
    let events = cx.service::<gatehouse_web::Events>().unwrap();
    let mut words = BTreeSet::new();
    for event in events.all() {
        assert!(words.insert(event.word), "{} is declared twice", event.word);
        let start = event.word.split('.').next().unwrap();
        assert!(events.groups().any(|group| group.starts.contains(&start)), "{} is in no group", event.word);
        for lang in gatehouse_core::Lang::ALL {
            assert!(!(event.text)(lang).is_empty(), "{}", event.word);
        }
    }
    assert!(words.len() > 90, "{words:?}");
}

/// ALL-1, ALL-8
#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_job_has_a_name() {
    let world = crate::world(gatehouse_testkit::TestEngine::Sqlite).await;
    let cx = world.cx();
    let names = cx.service::<gatehouse_web::JobNames>().unwrap();
    for kind in world.runner.kinds() {
        let name = names.name(gatehouse_core::Lang::En, kind);
        assert!(name.is_some(), "{kind} has no name: declare it in its module's job names");
    }
}

/// ALL-7
#[tokio::test(flavor = "multi_thread")]
async fn every_scope_that_an_operation_asks_for_can_be_given_to_a_key() {
    let world = crate::world(gatehouse_testkit::TestEngine::Sqlite).await;
    let cx = world.cx();
    let scopes = cx.service::<gatehouse_core::Scopes>().unwrap();
    let paths = world.openapi["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let asked = operations.filter_map(|operation| operation["security"][0]["api_key"][0].as_str());
    assert_eq!(asked.collect::<BTreeSet<_>>(), scopes.words().collect::<BTreeSet<_>>());
    for word in scopes.words() {
        for lang in gatehouse_core::Lang::ALL {
            assert_ne!(scopes.name(lang, word), word, "{word} has no text of its own");
        }
    }
}

/// The words in the lines of `#[derive(Refusal)]`, which name a message without its `msg_`.
fn in_refusals(source: &str) -> BTreeSet<&str> {
    let lines = source.split("#[refusal(").skip(1).filter_map(|rest| rest.split(")]").next());
    lines.flat_map(|line| line.split(|c: char| c != '_' && !c.is_ascii_alphanumeric())).collect()
}

/// ALL-1
#[test]
fn no_message_is_written_that_nobody_says() {
    let mut unused = Vec::new();
    for krate in crates() {
        let mut source = String::new();
        rust(&krate.join("src"), &mut source);
        if krate.join("templates").is_dir() {
            rust(&krate.join("templates"), &mut source);
        }
        let refused = in_refusals(&source);
        for id in messages(&krate, "en").keys() {
            let name = id.replace(['-', '.'], "_");
            if !source.contains(&format!("msg_{name}")) && !refused.contains(name.as_str()) {
                unused.push(format!("{}: {id}", krate.file_name().unwrap().display()));
            }
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}

/// ALL-1
#[test]
fn russian_and_japanese_texts_are_written_in_their_own_script() {
    let cyrillic = |c: char| ('а'..='я').contains(&c.to_ascii_lowercase()) || ('А'..='Я').contains(&c) || c == 'ё';
    let japanese = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    for krate in crates() {
        for (lang, own) in [("ru", &cyrillic as &dyn Fn(char) -> bool), ("ja", &japanese)] {
            for file in std::fs::read_dir(krate.join("locales").join(lang)).unwrap() {
                let path = file.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                let lines: Vec<&str> = text.lines().filter(|l| l.contains(" = ") && !l.starts_with('#')).collect();
                let foreign: Vec<&&str> = lines
                    .iter()
                    .filter(|l| {
                        let value = l.split_once(" = ").unwrap().1;
                        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
                        letters > 25 && !value.contains("{ $") && !value.chars().any(own)
                    })
                    .collect();
                assert!(foreign.is_empty(), "{}: {foreign:?}", path.display());
            }
        }
    }
}
