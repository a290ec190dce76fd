//! `docs/features.md`: every requirement of the spec, done with its tests or not yet, made from the ids that
//! tests name in their doc comments. Run with `GATEHOUSE_WRITE_FEATURES=1` to bring the file up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The systems of the spec, how many requirements each has, and what it is.
const SYSTEMS: [(&str, u32, &str); 12] = [
    ("ALL", 9, "what holds everywhere"),
    ("ACC", 21, "personal accounts"),
    ("LIC", 32, "licenses"),
    ("COM", 14, "company accounts"),
    ("SUP", 20, "support requests"),
    ("PRI", 13, "privacy"),
    ("SUC", 9, "succession of products"),
    ("VLT", 13, "the vault"),
    ("THR", 8, "threats"),
    ("DEV", 7, "devices"),
    ("OUT", 8, "outreach"),
    ("CER", 7, "certified versions"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
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

/// The ids in a comment line.
fn ids(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        if let Some((system, number)) = word.split_once('-')
            && SYSTEMS.iter().any(|(s, _, _)| *s == system)
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
        {
            found.push(format!("{system}-{number}"));
        }
    }
    found
}

/// Which tests name which id.
fn proofs() -> BTreeMap<String, BTreeSet<String>> {
    let mut files = Vec::new();
    for folder in ["crates", "examples", "e2e"] {
        sources(&root().join(folder), &mut files);
    }
    let mut proofs = BTreeMap::<String, BTreeSet<String>>::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let place = file.strip_prefix(root()).unwrap().display().to_string();
        let mut pending = Vec::new();
        for line in text.lines().map(str::trim) {
            if line.starts_with("///") || (line.starts_with("//") && place.ends_with(".ts")) {
                pending.extend(ids(line));
            } else if let Some(name) = test_name(line, &place) {
                for id in pending.drain(..) {
                    proofs.entry(id).or_default().insert(format!("{place}: {name}"));
                }
            } else if !line.starts_with("#[") {
                pending.clear();
            }
        }
    }
    proofs
}

/// The name of the test that begins on this line. In Rust a test is a sentence of at least three words, in a
/// file of tests.
fn test_name(line: &str, place: &str) -> Option<String> {
    if place.ends_with(".ts") {
        let rest = line.strip_prefix("test(").or_else(|| line.strip_prefix("test.only("))?;
        return rest.split(['\'', '"', '`']).nth(1).map(str::to_owned);
    }
    let rest = line.trim_start_matches("async ").strip_prefix("fn ")?;
    let name = rest.split(['(', '<']).next()?.to_owned();
    (name.matches('_').count() >= 2).then_some(name)
}

fn page() -> String {
    let proofs = proofs();
    let mut page = String::from(
        "# Features\n\nEvery requirement of the spec, by id, and the tests that prove it. Made by\n\
         `GATEHOUSE_WRITE_FEATURES=1 cargo test -p gatehouse features`; a test fails when it is stale. Younger lines of the\n\
         spec (from ALL-10, LIC-33, COM-15, SUP-21, PRI-14, VLT-14, DEV-8 and CER-8 on) are missing until the table reads its\n\
         ids from the spec, which comes with “The kit: one house for eleven modules”.\n",
    );
    for (system, count, title) in SYSTEMS {
        let ids: Vec<String> = (1..=count).map(|n| format!("{system}-{n}")).collect();
        let begun = |id: &&String| proofs.contains_key(*id) && !NOT_YET.contains(&id.as_str());
        let is_partly = |id: &str| PARTLY.iter().any(|(partly, _)| *partly == id);
        let partly = ids.iter().filter(begun).filter(|id| is_partly(id)).count();
        let done = ids.iter().filter(begun).count() - partly;
        writeln!(page, "\n## {system}: {title} ({done} done, {partly} partly, of {count})\n").unwrap();
        if done + partly == 0 {
            writeln!(page, "Not yet.").unwrap();
            continue;
        }
        writeln!(page, "| id | state | proved by |\n| --- | --- | --- |").unwrap();
        for id in &ids {
            match proofs.get(id).filter(|_| begun(&id)) {
                None => writeln!(page, "| {id} | not yet | |").unwrap(),
                Some(tests) => {
                    let shown: Vec<String> = tests.iter().take(4).map(|t| format!("`{t}`")).collect();
                    let more = tests.len().saturating_sub(4);
                    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                    let state = if is_partly(id) { "partly" } else { "done" };
                    let note = PARTLY
                        .iter()
                        .find(|(partly, _)| *partly == id)
                        .map_or(String::new(), |(_, why)| format!("; {why}"));
                    writeln!(page, "| {id} | {state}{note} | {}{more} |", shown.join("<br>")).unwrap();
                }
            }
        }
    }
    page
}

/// Requirements that a test touches though what they ask is not built.
const NOT_YET: [&str; 4] = ["ACC-14", "ACC-18", "LIC-8", "LIC-15"];

/// Requirements of which a part is due later, and the issue that owes it, by its title.
const PARTLY: [(&str, &str); 25] = [
    (
        "ALL-3",
        "an account's own log and that of the staff; a company's comes with “Companies: the portal of business \
         customers”",
    ),
    ("ALL-6", "S3 objects come with “Support: files, requests, mail, staff”"),
    (
        "ALL-7",
        "webhooks come with “One sign-in for everything: OpenID Connect provider, products, webhooks”; `RateLimit` \
         and `RateLimit-Policy` beside `Retry-After` are named in no issue yet",
    ),
    (
        "ALL-8",
        "the work of the roles comes with “Support: files, requests, mail, staff”, “Threat desk: scanner, look-up, \
         lab, system reports”, “Privacy: the promises, kept by the program” and “Outreach: newsletters, forms, \
         community, courses”",
    ),
    ("ACC-3", "orders attach to an existing account; making one for a new buyer comes with “Accounts, complete”"),
    (
        "ACC-5",
        "offline lists of leaked and common passwords; the optional look-up service comes with “Accounts, complete”",
    ),
    ("ACC-7", "password; social sign-in comes with “Accounts, complete”"),
    ("ACC-8", "a registration made by a stranger is worthless; social identities come with “Accounts, complete”"),
    ("ACC-10", "the password as proof; a passkey or a code comes with “Accounts, complete”"),
    ("ACC-13", "by mail; plain logins come with “Accounts, complete”"),
    (
        "ACC-16",
        "one name and one kind of notification; first and last name come with “The shell: home, navigation, brand, \
         words”, the other kinds with “Accounts, complete” and with their mails",
    ),
    ("ACC-17", "the export comes with “Accounts, complete”"),
    (
        "LIC-1",
        "that a sold license does not change with its edition comes with “Licensing: key files, the life of a \
         license, self-service”",
    ),
    ("LIC-5", "persons; that a company counts as one comes with “Companies: the portal of business customers”"),
    ("LIC-6", "key files come with “Licensing: key files, the life of a license, self-service”"),
    (
        "LIC-12",
        "the owner sees a lost code; key files, and the ways by partner and request, come with “Licensing: key \
         files, the life of a license, self-service”",
    ),
    ("LIC-13", "by code; by key file with “Licensing: key files, the life of a license, self-service”"),
    (
        "LIC-14",
        "the extra activation is refused; over-use is seen and reported with “Licensing: key files, the life of a \
         license, self-service”",
    ),
    (
        "LIC-20",
        "a refund is a payment dispute; a reason of its own comes with “Licensing: key files, the life of a license, \
         self-service”",
    ),
    (
        "LIC-30",
        "Rust; key files come with “Licensing: key files, the life of a license, self-service”, the C ABI with \
         “Licensing for the ecosystem: shops, SDKs in other languages, metering, import”",
    ),
    (
        "LIC-31",
        "features in the lease; metering and floating leases come with “Licensing for the ecosystem: shops, SDKs in \
         other languages, metering, import”",
    ),
    ("PRI-1", "the notice, the record and the export come with “Privacy: the promises, kept by the program”"),
    (
        "PRI-2",
        "the rules of what is stored today; those of later modules, and changing them, come with “Privacy: the \
         promises, kept by the program”",
    ),
    ("PRI-3", "replay after a restore comes with “Privacy: the promises, kept by the program”"),
    (
        "PRI-8",
        "only strictly necessary cookies are set; the table and choices come with “Privacy: the promises, kept by \
         the program”",
    ),
];

#[test]
fn the_feature_table_tells_the_truth() {
    let path = root().join("docs/features.md");
    let page = page();
    if std::env::var_os("GATEHOUSE_WRITE_FEATURES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == page, "docs/features.md is stale: GATEHOUSE_WRITE_FEATURES=1 cargo test -p gatehouse features");
}
