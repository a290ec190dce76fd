//! `docs/dependencies.md` has a line for every crate and package that is really used, and no other.

use gatehouse_testkit::checkout;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn read(path: &str) -> String {
    std::fs::read_to_string(checkout().join(path)).unwrap()
}

#[test]
fn yanked_and_advised_versions_are_refused_and_doubles_told() {
    let rules: toml::Table = read("deny.toml").parse().unwrap();
    assert_eq!(rules["bans"]["multiple-versions"].as_str(), Some("warn"));
    assert_eq!(rules["advisories"]["yanked"].as_str(), Some("deny"));
    // Each exception stands in deny.toml with its reason, and here, so that none comes by the way.
    let ignored: Vec<&str> =
        rules["advisories"]["ignore"].as_array().unwrap().iter().filter_map(|id| id.as_str()).collect();
    assert_eq!(ignored, ["RUSTSEC-2023-0071"]);
}

/// Every file of Rust in a crate.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let (mut waiting, mut found) = (vec![folder.join("src")], Vec::new());
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// Whether a doc comment has an example that would be compiled.
fn has_example(text: &str) -> bool {
    let mut is_inside = false;
    text.lines().map(str::trim_start).any(|line| {
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).unwrap_or_default();
        let Some(language) = comment.trim_start().strip_prefix("```") else { return false };
        is_inside = !is_inside;
        is_inside && !["ignore", "text"].contains(&language)
    })
}

/// A library or a program that has no tests or no examples of its own says so, and is compiled and read once; one that is added to it
/// later would never run.
#[test]
fn no_test_lies_where_none_is_run() {
    for folder in gatehouse_testkit::crates() {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        let manifest: toml::Table = manifest.parse().unwrap();
        let has_no = |part: &toml::Value, what: &str| part.get(what).and_then(toml::Value::as_bool) == Some(false);
        let library = manifest.get("lib");
        let programs: Vec<&toml::Value> =
            manifest.get("bin").and_then(toml::Value::as_array).into_iter().flatten().collect();
        for (path, text) in sources(&folder) {
            let is_of = |part: &toml::Value| {
                part.get("path").and_then(toml::Value::as_str).is_some_and(|of| path.ends_with(of))
            };
            let program = programs.iter().copied().find(|program| is_of(program));
            let Some(part) = program.or(library) else { continue };
            let path = path.display();
            assert!(!has_no(part, "test") || !text.contains("#[cfg(test)]"), "{path} has tests that are not run");
            let has_no_examples = program.is_some() || has_no(part, "doctest");
            assert!(!has_no_examples || !has_example(&text), "{path} has an example that is not run");
        }
    }
}

#[test]
fn every_dependency_has_its_line() {
    let page = read("docs/dependencies.md");
    let listed: BTreeSet<String> = page
        .lines()
        .filter(|l| l.starts_with("| ") && !l.starts_with("| ---"))
        .filter_map(|l| l.split('|').nth(1))
        .flat_map(|names| names.split(',').map(|n| n.trim().to_owned()).collect::<Vec<_>>())
        .filter(|n| !["crate", "package"].contains(&n.as_str()))
        .collect();

    let manifest = read("Cargo.toml");
    let table = manifest.split("[workspace.dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let mut used: BTreeSet<String> = table
        .lines()
        .filter(|l| l.contains('=') && !l.contains("path = "))
        .map(|l| l.split('=').next().unwrap().trim().to_owned())
        .collect();
    let manifests: String = gatehouse_testkit::crates()
        .iter()
        .filter_map(|folder| std::fs::read_to_string(folder.join("Cargo.toml")).ok())
        .chain([read("product/examples/lantern/Cargo.toml")])
        .collect();
    let idle: Vec<&String> = used
        .iter()
        .filter(|n| !manifests.contains(&format!("\n{n}.workspace")) && !manifests.contains(&format!("\n{n} = ")))
        .collect();
    assert!(idle.is_empty(), "in the root manifest, used by no crate: {idle:?}");
    for package in ["web/package.json", "e2e/package.json"] {
        let json: serde_json::Value = serde_json::from_str(&read(package)).unwrap();
        for kind in ["dependencies", "devDependencies"] {
            used.extend(json[kind].as_object().into_iter().flat_map(|m| m.keys().cloned()));
        }
    }
    used.extend(["chromium", "postgresql", "postfix", "fonts-noto-cjk"].map(str::to_owned));
    assert_eq!(&used - &listed, BTreeSet::new(), "without a line");
    assert_eq!(&listed - &used, BTreeSet::new(), "lines without a dependency");
}
