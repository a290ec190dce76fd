//! Modules are made in a copy of this checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::drill::copy_checkout;
use super::name::Name;
use super::{make, remove, skeleton, told};
use crate::place::Place;
use crate::plan;

fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_checkout(&Place::find().unwrap().root, folder.path()).unwrap();
    folder
}

/// Every file with what is in it.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = skeleton::below(root).unwrap();
    files.into_iter().map(|path| (path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap())).collect()
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

#[test]
fn a_module_has_what_the_floor_plan_shows_and_taken_out_it_leaves_nothing() {
    let folder = copy();
    let root = folder.path();
    let before = tree(root);
    for text in ["zz", "price_lists", "aaaaaaaaaaa_bbbbbbbbbbbb"] {
        let name = name(text);
        let made = make(root, &name).unwrap();
        let after = tree(root);
        let changed: Vec<String> = after
            .iter()
            .filter(|(path, text)| before.get(*path) != Some(text))
            .map(|(path, _)| path.display().to_string())
            .collect();
        let version = skeleton::version_of(root, &name).unwrap();
        let mut expected: Vec<String> = [
            "Cargo.toml",
            "build.rs",
            "locales/en/main.ftl",
            "locales/ja/main.ftl",
            "locales/ru/main.ftl",
            &format!("migrations/{version}_{name}.sql"),
            "src/actions/add_entry.rs",
            "src/actions/mod.rs",
            "src/api/entry.rs",
            "src/api/mod.rs",
            "src/events.rs",
            "src/inventory.rs",
            "src/lib.rs",
            "src/lists/entries.rs",
            "src/lists/mod.rs",
            "src/pages/entries.rs",
            "src/pages/mod.rs",
            "src/queries/entries.rs",
            "src/queries/mod.rs",
            "src/rights.rs",
            "src/tables/entry.rs",
            "src/tables/mod.rs",
            "src/texts.rs",
            "tests/it/entries.rs",
            "tests/it/main.rs",
        ]
        .map(|path| format!("modules/{name}/{path}"))
        .into();
        assert_eq!(made.files.len(), expected.len());
        let elsewhere =
            ["ARCHITECTURE.md", "Cargo.toml", "program/gatehouse/Cargo.toml", "program/gatehouse/src/install.rs"];
        expected.extend(elsewhere.map(str::to_owned));
        expected.sort();
        let mut sorted = changed.clone();
        sorted.sort();
        assert_eq!(sorted, expected);
        for path in &changed {
            let text = std::fs::read_to_string(root.join(path)).unwrap();
            assert!(!path.starts_with(&format!("modules/{name}/")) || !text.contains("{{"), "{path}: {text}");
        }
        assert_eq!(plan::wrong(root).unwrap(), Vec::<String>::new(), "as the checkout itself");
        remove(root, &name).unwrap();
        assert_eq!(tree(root), before, "nothing is left of {name}");
    }
}

#[test]
fn each_line_is_entered_once_and_where_it_belongs() {
    let folder = copy();
    let root = folder.path();
    let made = make(root, &name("price_lists")).unwrap();
    let said = told(&name("price_lists"), &made);
    for (file, line, before) in [
        (
            "Cargo.toml",
            "gatehouse-price_lists = { path = \"modules/price_lists\" }",
            "gatehouse-licenses = { path = \"modules/licenses\" }",
        ),
        (
            "program/gatehouse/Cargo.toml",
            "gatehouse-price_lists.workspace = true",
            "gatehouse-pictures.workspace = true",
        ),
        (
            "program/gatehouse/src/install.rs",
            "        Box::new(gatehouse_price_lists::PriceLists),",
            "        Box::new(Chat),",
        ),
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let found: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].contains("price_lists")).collect();
        assert_eq!(found.len(), 1, "{file}");
        assert_eq!((lines[found[0]], lines[found[0] - 1]), (line, before), "{file}");
        assert!(said.contains(&format!("  {file}:{}: {}\n", found[0] + 1, line.trim())), "{said}");
    }
    let floors = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    assert_eq!(floors.matches("price_lists").count(), 1);
    assert!(floors.contains("`chat`, `price_lists` | "), "{floors}");
    assert!(said.contains("ARCHITECTURE.md:") && said.contains("--remove price_lists"), "{said}");
}

#[test]
fn nothing_is_overwritten_and_no_work_is_thrown_away() {
    let folder = copy();
    let root = folder.path();
    let name = name("price_lists");
    assert_eq!(remove(root, &name).unwrap_err(), "there is no modules/price_lists");
    make(root, &name).unwrap();
    let made = tree(root);
    assert!(make(root, &name).unwrap_err().contains("is there already"));
    let action = root.join("modules/price_lists/src/actions/add_entry.rs");
    for (path, text) in [(action, "// mine\n"), (root.join("modules/price_lists/notes.txt"), "mine")] {
        let before = std::fs::read(&path).ok();
        std::fs::write(&path, text).unwrap();
        let refused = remove(root, &name).unwrap_err();
        assert!(refused.contains("is not as it was made") && path.exists(), "{refused}");
        match before {
            Some(before) => std::fs::write(&path, before).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
    }
    assert_eq!(tree(root), made);
    // A line that somebody took out by hand: the rest stays until it is looked at.
    let manifest = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("gatehouse-price_lists = { path = \"modules/price_lists\" }\n", ""))
        .unwrap();
    assert!(remove(root, &name).unwrap_err().contains("0 times"));
    assert!(root.join("modules/price_lists").is_dir());
}

#[test]
fn a_name_is_of_lower_case_words_and_means_nothing_yet() {
    for text in ["", "a", "Price", "price-lists", "price__lists", "_price", "price_", "price1", "цены", "../x"] {
        assert!(Name::parse(text).is_err(), "{text}");
    }
    assert!(Name::parse("aaaaaaaaaaaa_bbbbbbbbbbbb").unwrap_err().contains("24 characters"));
    assert!(Name::parse("match").unwrap_err().contains("keyword"));
    assert!(Name::parse("nav_entry").unwrap_err().contains("NavEntry is a word of the skeleton"));
    let name = name("price_lists");
    assert_eq!(
        (name.snake(), name.pascal().as_str(), name.path().as_str(), name.words().as_str()),
        ("price_lists", "PriceLists", "price-lists", "Price lists")
    );
    let folder = copy();
    for (taken, why) in [
        ("licenses", "modules/licenses is there already"),
        ("order", "\"order"),
        ("orders", "/orders"),
        ("dead_letters", "letter"),
    ] {
        let refused = Name::parse(taken).unwrap().check_free(folder.path()).unwrap_err();
        assert!(refused.contains(why) && refused.contains("already"), "{taken}: {refused}");
    }
    name.check_free(folder.path()).unwrap();
}

#[test]
fn a_migration_is_newer_than_all_others() {
    let folder = tempfile::tempdir().unwrap();
    let migrations = folder.path().join("modules/old/migrations");
    std::fs::create_dir_all(&migrations).unwrap();
    let now = skeleton::next_version(folder.path()).unwrap();
    assert!(now.len() == 14 && now.starts_with("20"), "{now}");
    std::fs::write(migrations.join("29991231235959_far.sql"), "").unwrap();
    std::fs::write(migrations.join("notes_of_somebody.sql"), "").unwrap();
    assert_eq!(skeleton::next_version(folder.path()).unwrap(), "29991231235960");
}
