//! `cargo xtask spec-ids`: `docs/spec-ids.txt`, every requirement of the spec with the first words of its line. The table of features
//! reads it, so that a line that the spec gained is never silently missing.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Failure;
use crate::place::Place;

/// Where the spec is, and what to do with its ids.
#[derive(clap::Args)]
pub struct Options {
    /// The folder of the spec: README.md, which lists the other files, and those.
    folder: PathBuf,
    /// Write docs/spec-ids.txt instead of comparing it.
    #[arg(long)]
    write: bool,
}

/// How many letters of a requirement are shown, up to the end of a word.
const SHOWN: usize = 80;

/// Compares `docs/spec-ids.txt` with the spec and names what differs, or writes it.
pub fn spec_ids(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    let file = place.root.join("docs").join("spec-ids.txt");
    let spec = read(&options.folder)?;
    if options.write {
        std::fs::write(&file, page(&spec)).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("docs/spec-ids.txt: {} ids", spec.iter().map(|system| system.lines.len()).sum::<usize>());
        return Ok(ExitCode::SUCCESS);
    }
    let stored = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let differences = differences(&stored, &page(&spec));
    for difference in &differences {
        println!("{difference}");
    }
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One file of the spec: its title and its requirements.
struct System {
    title: String,
    lines: Vec<Line>,
}

/// One requirement: `LIC-2 An activation code is 20 characters …`.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    id: String,
    words: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.words)
    }
}

/// The files in the order in which the README of the spec links to them; its own requirements, which hold everywhere, come first.
fn read(folder: &Path) -> Result<Vec<System>, Failure> {
    let text = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let readme = text("README.md")?;
    let mut names = linked(&readme);
    let mut all: Vec<String> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".md") && name != "README.md" && !names.contains(name))
        .collect();
    all.sort();
    names.extend(all);
    let mut systems = vec![system(&readme)];
    for name in &names {
        systems.push(system(&text(name)?));
    }
    systems.retain(|system| !system.lines.is_empty());
    if systems.is_empty() {
        return Err(format!("{} has no requirements", folder.display()));
    }
    let mut ids: Vec<&str> = systems.iter().flat_map(|system| &system.lines).map(|line| line.id.as_str()).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|two| two[0] == two[1]) {
        Some(two) => Err(format!("{} stands twice in the spec", two[0])),
        None => Ok(systems),
    }
}

/// The files that a text links to: `[accounts.md](accounts.md)`.
fn linked(readme: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for target in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if target.ends_with(".md") && !target.contains('/') && !names.iter().any(|name| name == target) {
            names.push(target.to_owned());
        }
    }
    names
}

/// The title is the heading that names the ids' letters in brackets: `# Licenses (LIC)`.
fn system(text: &str) -> System {
    let mut lines: Vec<Line> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if let Some((id, words)) = line.strip_prefix("- ").and_then(requirement) {
            lines.push(Line { id, words });
            is_open = true;
        } else if line.starts_with("  ") && is_open {
            if let Some(last) = lines.last_mut() {
                last.words.push(' ');
                last.words.push_str(line.trim());
            }
        } else {
            is_open = false;
        }
    }
    for line in &mut lines {
        line.words = first_words(&line.words);
    }
    let letters = lines.first().and_then(|line| line.id.split('-').next()).unwrap_or_default();
    let mark = format!("({letters})");
    let heading = text.lines().find(|line| line.starts_with('#') && line.contains(&mark));
    let title = heading.map_or("", |line| line.trim_start_matches('#').trim()).replace(&mark, "");
    System { title: title.trim().to_owned(), lines }
}

/// `LIC-2 An activation code …` as its id and the rest.
fn requirement(text: &str) -> Option<(String, String)> {
    let (id, words) = text.split_once(' ')?;
    let (letters, number) = id.split_once('-')?;
    let is_id = letters.len() == 3
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then(|| (id.to_owned(), words.trim().to_owned()))
}

/// The first sentence, or as many whole words as [`SHOWN`] letters hold.
fn first_words(words: &str) -> String {
    let sentence = words.split(". ").next().unwrap_or(words).trim_end_matches('.');
    if sentence.chars().count() <= SHOWN {
        return sentence.to_owned();
    }
    let mut shown = String::new();
    for word in sentence.split(' ') {
        if shown.chars().count() + 1 + word.chars().count() > SHOWN {
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    format!("{} …", shown.trim_end_matches([',', ';', ':', '(']))
}

/// The whole file: a heading for each system, a line for each requirement.
fn page(spec: &[System]) -> String {
    let mut page =
        "# Made by `cargo xtask spec-ids FOLDER --write` from the folder of the spec; without --write it compares.\n"
            .to_owned();
    for System { title, lines } in spec {
        let letters = lines.first().and_then(|line| line.id.split('-').next()).unwrap_or_default();
        page.push_str(&format!("\n# {letters}: {title}\n"));
        for line in lines {
            page.push_str(&format!("{line}\n"));
        }
    }
    page
}

/// What the stored file lacks, has too much of, or says in other words or another order.
fn differences(stored: &str, wanted: &str) -> Vec<String> {
    let lines = |text: &str| text.lines().filter_map(requirement).collect::<Vec<_>>();
    let (stored_lines, wanted_lines) = (lines(stored), lines(wanted));
    let find = |list: &[(String, String)], id: &str| list.iter().find(|(other, _)| other == id).cloned();
    let mut found = Vec::new();
    for (id, words) in &wanted_lines {
        match find(&stored_lines, id) {
            None => found.push(format!("{id} is missing in docs/spec-ids.txt: {words}")),
            Some((_, other)) if other != *words => {
                found.push(format!("{id} says something else in the spec: {words} (stored: {other})"));
            }
            Some(_) => {}
        }
    }
    for (id, words) in &stored_lines {
        if find(&wanted_lines, id).is_none() {
            found.push(format!("{id} is no longer in the spec: {words}"));
        }
    }
    if found.is_empty() && stored != wanted {
        found.push("docs/spec-ids.txt has the ids of the spec in another order or under other titles".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    const README: &str = "# What it must do\n| [vault.md](vault.md) | x |\n| [apples.md](apples.md) | y |\n\n\
                          ## What holds everywhere (ALL)\n\n- ALL-1 Three languages. More later.\n";

    #[test]
    fn ids_come_in_the_order_of_the_files_with_their_first_words() {
        let folder = spec(&[
            ("README.md", README),
            ("apples.md", "# Apples (APP)\n- APP-2 Second\n- APP-10 Tenth, see SHA-256\n"),
            ("vault.md", "# The vault (VLT)\n\n- VLT-1 A line that\n  goes on here\n- no requirement\n  at all\n"),
        ]);
        let page = page(&read(folder.path()).unwrap());
        let ids: Vec<&str> = page.lines().filter(|line| !line.is_empty()).skip(1).collect();
        assert_eq!(
            ids,
            [
                "# ALL: What holds everywhere",
                "ALL-1 Three languages",
                "# VLT: The vault",
                "VLT-1 A line that goes on here",
                "# APP: Apples",
                "APP-2 Second",
                "APP-10 Tenth, see SHA-256",
            ]
        );
    }

    #[test]
    fn long_lines_are_cut_at_a_word() {
        let long = first_words(&"seven letters ".repeat(20));
        assert!(long.ends_with("seven …") || long.ends_with("letters …"), "{long}");
        assert!(long.chars().count() <= SHOWN + 2);
    }

    #[test]
    fn what_differs_is_named_by_its_id() {
        let stored = "# x\n\nAPP-1 One\nAPP-2 Two\nAPP-4 Four\n";
        let found = differences(stored, "# x\n\nAPP-1 One\nAPP-2 Zwei\nAPP-3 Three\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("APP-2 says something else"));
        assert!(found[1].starts_with("APP-3 is missing"));
        assert!(found[2].starts_with("APP-4 is no longer in the spec"));
        assert!(differences(stored, stored).is_empty());
        assert_eq!(differences("APP-1 One\nAPP-2 Two\n", "APP-2 Two\nAPP-1 One\n").len(), 1);
    }

    #[test]
    fn an_id_that_stands_twice_is_refused() {
        let folder =
            spec(&[("README.md", README), ("vault.md", "# V (VLT)\n- VLT-1 a\n- VLT-1 b\n"), ("apples.md", "")]);
        assert!(read(folder.path()).is_err_and(|failure| failure.contains("VLT-1")));
    }
}
