//! `docs/features.md`: every requirement of `docs/spec-ids.txt`, done with its tests, partly done with the issue that owes the rest, or
//! not yet. It is made from the ids that tests name in their doc comments; `GATEHOUSE_WRITE_FEATURES=1` brings the file up to date.

use gatehouse_testkit::checkout;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The requirements of the spec that share their letters, in its order.
struct System {
    letters: String,
    title: String,
    /// Each id with the first words of its line.
    lines: Vec<(String, String)>,
}

/// What `cargo xtask spec-ids` wrote: `# LIC: Licenses`, then a line for each id.
fn spec() -> Vec<System> {
    let text = std::fs::read_to_string(checkout().join("docs/spec-ids.txt")).unwrap();
    let mut systems = Vec::<System>::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        if let Some((letters, title)) = line.strip_prefix("# ").and_then(|line| line.split_once(": ")) {
            systems.push(System { letters: letters.to_owned(), title: title.to_owned(), lines: Vec::new() });
        } else {
            let (id, words) = line.split_once(' ').unwrap();
            let system = systems.last_mut().unwrap();
            assert!(id.starts_with(&format!("{}-", system.letters)), "{id} stands under {}", system.letters);
            system.lines.push((id.to_owned(), words.to_owned()));
        }
    }
    systems
}

/// Every id of the spec.
fn known(spec: &[System]) -> BTreeSet<&str> {
    spec.iter().flat_map(|system| &system.lines).map(|(id, _)| id.as_str()).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "dist", ".git", "test-results"].contains(&name.as_str()) {
                sources(&path, found);
            }
        } else if name.ends_with(".rs") || name.ends_with(".spec.ts") {
            found.push(path);
        }
    }
}

/// What looks like an id of these systems in a comment line.
fn ids(line: &str, systems: &[System]) -> Vec<String> {
    let mut found = Vec::new();
    for word in line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        if let Some((letters, number)) = word.split_once('-')
            && systems.iter().any(|system| system.letters == letters)
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
        {
            found.push(format!("{letters}-{number}"));
        }
    }
    found
}

/// Which tests name which id.
fn proofs(spec: &[System]) -> BTreeMap<String, BTreeSet<String>> {
    let root = checkout();
    let mut files = Vec::new();
    for folder in ["ground", "kits", "modules", "program", "product", "tools", "e2e"] {
        sources(&root.join(folder), &mut files);
    }
    let mut proofs = BTreeMap::<String, BTreeSet<String>>::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let place = file.strip_prefix(&root).unwrap().display().to_string();
        let mut pending = Vec::new();
        // Beside the code only what is marked is a test; a rule's own doc comment names ids too.
        let is_code = place.contains("/src/");
        let mut is_marked = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with("///") || (line.starts_with("//") && place.ends_with(".ts")) {
                pending.extend(ids(line, spec));
            } else if let Some(name) = test_name(line, &place).filter(|_| is_marked || !is_code) {
                for id in pending.drain(..) {
                    proofs.entry(id).or_default().insert(format!("{place}: {name}"));
                }
            } else if line.starts_with("#[") {
                is_marked |= line.contains("test]") || line.contains("test(");
                continue;
            } else {
                pending.clear();
            }
            is_marked = false;
        }
    }
    proofs
}

/// The name of the test that begins on this line. In Rust a test is a sentence of at least three words, in a
/// file of tests.
pub fn test_name(line: &str, place: &str) -> Option<String> {
    if place.ends_with(".ts") {
        let rest = line.strip_prefix("test(").or_else(|| line.strip_prefix("test.only("))?;
        return rest.split(['\'', '"', '`']).nth(1).map(str::to_owned);
    }
    let rest = line.trim_start_matches("async ").strip_prefix("fn ")?;
    let name = rest.split(['(', '<']).next()?.to_owned();
    (name.matches('_').count() >= 2).then_some(name)
}

/// How far a requirement is, and who owes what is missing.
fn state(id: &str, proofs: &BTreeMap<String, BTreeSet<String>>) -> (&'static str, &'static str) {
    if !proofs.contains_key(id) || NOT_YET.contains(&id) {
        return ("not yet", "");
    }
    PARTLY.iter().find(|(partly, _)| *partly == id).map_or(("done", ""), |(_, owed)| ("partly", *owed))
}

fn page(spec: &[System], proofs: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut page = String::from(
        "# Features\n\nEvery requirement of the spec, by id, and the tests that prove it. Made by\n\
         `GATEHOUSE_WRITE_FEATURES=1 cargo test -p gatehouse features` from [spec-ids.txt](spec-ids.txt) (which `cargo xtask spec-ids FOLDER`\n\
         compares with the folder of the spec); a test fails when it is stale.\n",
    );
    for System { letters, title, lines } in spec {
        let count = |wanted: &str| lines.iter().filter(|(id, _)| state(id, proofs).0 == wanted).count();
        let (done, partly) = (count("done"), count("partly"));
        writeln!(page, "\n## {letters}: {title} ({done} done, {partly} partly, of {})\n", lines.len()).unwrap();
        writeln!(page, "| id | what | state | proved by |\n| --- | --- | --- | --- |").unwrap();
        for (id, words) in lines {
            let words = words.replace('|', "\\|");
            let (state, owed) = state(id, proofs);
            let owed = if owed.is_empty() { String::new() } else { format!("; {owed}") };
            let tests = proofs.get(id).filter(|_| state != "not yet").map(shown).unwrap_or_default();
            writeln!(page, "| {id} | {words} | {state}{owed} | {tests} |").unwrap();
        }
    }
    page
}

/// Four of the tests, and how many more there are.
fn shown(tests: &BTreeSet<String>) -> String {
    let first: Vec<String> = tests.iter().take(4).map(|test| format!("`{test}`")).collect();
    let more = tests.len().saturating_sub(4);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", first.join("<br>"))
}

/// Requirements that a test touches though what they ask is not built.
const NOT_YET: [&str; 0] = [];

/// Requirements of which a part is due later, and the issue that owes it, by its title.
const PARTLY: [(&str, &str); 19] = [
    (
        "ALL-7",
        "webhooks come with “One sign-in for everything: OpenID Connect provider, products, webhooks”; `RateLimit` \
         and `RateLimit-Policy` beside `Retry-After` are named in no issue yet",
    ),
    (
        "ALL-8",
        "support, licensing and administrators; the work of the other roles comes with “Threat desk: scanner, look-up, \
         lab, system reports”, “Privacy: the promises, kept by the program” and “Outreach: newsletters, forms, \
         community, courses”",
    ),
    (
        "ACC-8",
        "a product's connection screen comes with “One sign-in for everything: OpenID Connect provider, products, \
         webhooks”",
    ),
    (
        "ACC-18",
        "accounts and requests; licenses come with “Licensing for the ecosystem: shops, SDKs in other languages, metering, \
         import”",
    ),
    (
        "LIC-26",
        "the seller is named, and the file offered where a clerk or a shop’s program uploaded it; the partner’s own upload comes with \
         “Partners and certified products”",
    ),
    (
        "LIC-30",
        "Rust; the C ABI comes with “Licensing for the ecosystem: shops, SDKs in other languages, metering, import”",
    ),
    (
        "LIC-31",
        "features in the lease; metering and floating leases come with “Licensing for the ecosystem: shops, SDKs in \
         other languages, metering, import”",
    ),
    (
        "LIC-33",
        "connected is a license that an account has; devices that are connected themselves come with “One sign-in for everything: \
         OpenID Connect provider, products, webhooks”",
    ),
    (
        "LIC-34",
        "a version per language, accepted in the account or in the product, and linked with what a license brings; regions come with \
         “Privacy: the promises, kept by the program”",
    ),
    ("PRI-1", "the notice and the record come with “Privacy: the promises, kept by the program”"),
    (
        "PRI-2",
        "the rules of what is stored today; those of later modules, and changing them, come with “Privacy: the \
         promises, kept by the program”",
    ),
    ("PRI-3", "replay after a restore comes with “Privacy: the promises, kept by the program”"),
    (
        "PRI-4",
        "export, deletion, changes and withdrawal by whoever is signed in; requests of others, with deadlines and the officer's \
         console, come with “Privacy: the promises, kept by the program”",
    ),
    (
        "PRI-5",
        "everything that is stored today; other recipients, files and the vault come with “Privacy: the promises, kept \
         by the program” and their modules",
    ),
    (
        "PRI-8",
        "only strictly necessary cookies are set; the table and choices come with “Privacy: the promises, kept by \
         the program”",
    ),
    (
        "SUP-4",
        "paged by mail and text message; web hooks come with “One sign-in for everything: OpenID Connect provider, products, webhooks”",
    ),
    (
        "CER-5",
        "versions in the catalog and the advice of support; licenses come with “Partners and certified products”",
    ),
    (
        "SUP-5",
        "clamd scans where it is set, else staff open a file by a confirmed exception; a scanner of our own comes with “Threat desk: scanner, \
         look-up, lab, system reports”",
    ),
    (
        "DEV-1",
        "a product signs its user in, by address, browser or code; what the account does with the device, and connecting from a link of the \
         account, come with “Devices and consoles”",
    ),
];

#[test]
fn the_feature_table_tells_the_truth() {
    let spec = spec();
    let path = checkout().join("docs/features.md");
    let page = page(&spec, &proofs(&spec));
    if std::env::var_os("GATEHOUSE_WRITE_FEATURES").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let rows: Vec<&str> = stored
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .filter(|id| !["id", "---"].contains(id))
        .collect();
    let wanted: Vec<&str> = spec.iter().flat_map(|system| &system.lines).map(|(id, _)| id.as_str()).collect();
    let missing: Vec<&&str> = wanted.iter().filter(|id| !rows.contains(id)).collect();
    let foreign: Vec<&&str> = rows.iter().filter(|id| !wanted.contains(id)).collect();
    assert!(missing.is_empty(), "no row in docs/features.md for {missing:?}");
    assert!(foreign.is_empty(), "rows in docs/features.md for what is not in docs/spec-ids.txt: {foreign:?}");
    assert!(stored == page, "docs/features.md is stale: GATEHOUSE_WRITE_FEATURES=1 cargo test -p gatehouse features");
}

#[test]
fn tests_and_lists_name_ids_of_the_spec_only() {
    let spec = spec();
    let known = known(&spec);
    for (id, tests) in proofs(&spec) {
        assert!(known.contains(id.as_str()), "{id} is not in docs/spec-ids.txt, but named by {tests:?}");
    }
    for id in NOT_YET.iter().chain(PARTLY.iter().map(|(id, _)| id)) {
        assert!(known.contains(id), "{id} is not in docs/spec-ids.txt");
    }
}

#[test]
fn what_is_partly_done_names_the_issue_that_owes_the_rest() {
    let spec = spec();
    let proofs = proofs(&spec);
    for (id, owed) in PARTLY {
        assert!(owed.contains('“') && owed.contains('”'), "{id} names no issue by its title: {owed}");
        assert_eq!(state(id, &proofs).0, "partly", "{id} is in the list of what is partly done");
    }
}
