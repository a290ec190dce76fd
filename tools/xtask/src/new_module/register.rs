//! Where else a module is entered: one line in each of these files, or one word in a line.

use std::fmt;
use std::path::{Path, PathBuf};

use super::name::Name;
use super::read;
use crate::Failure;

/// Where a line belongs.
#[derive(Clone, Copy)]
enum Spot {
    /// Behind the line that begins so.
    Behind(&'static str),
    /// Above the line that begins so, as far in.
    Above(&'static str),
    /// In its order among the lines that begin so: the first of their groups.
    Among(&'static str),
    /// No line of its own, but a further word of the second cell in the row that begins so.
    InRow(&'static str),
}

/// Something that was entered.
#[derive(Debug)]
pub struct Entry {
    file: &'static str,
    number: usize,
    text: String,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.number, self.text.trim())
    }
}

/// Every place, with what is entered there.
fn spots(name: &Name) -> [(&'static str, Spot, String); 4] {
    [
        (
            "Cargo.toml",
            Spot::Behind("gatehouse-licenses = "),
            format!("gatehouse-{name} = {{ path = \"modules/{name}\" }}"),
        ),
        ("program/gatehouse/Cargo.toml", Spot::Among("gatehouse-"), format!("gatehouse-{name}.workspace = true")),
        (
            "program/gatehouse/src/install.rs",
            Spot::Above("// `cargo xtask new-module`"),
            format!("Box::new(gatehouse_{name}::{}),", name.pascal()),
        ),
        ("ARCHITECTURE.md", Spot::InRow("| `modules/` | "), format!(", `{name}`")),
    ]
}

type Texts = Vec<(PathBuf, String)>;

/// The texts of these files with the module, and what was entered where.
pub fn entered(root: &Path, name: &Name) -> Result<(Texts, Vec<Entry>), Failure> {
    let mut texts = Vec::new();
    let mut entries = Vec::new();
    for (file, spot, entry) in spots(name) {
        let text = read(root, file)?;
        let (text, number) = with(&text, spot, &entry).map_err(|why| format!("{file} {why}"))?;
        entries.push(Entry { file, number, text: entry });
        texts.push((PathBuf::from(file), text));
    }
    Ok((texts, entries))
}

/// The texts of these files without the module. Each must have it once.
pub fn removed(root: &Path, name: &Name) -> Result<Texts, Failure> {
    let without = |(file, spot, entry): (&str, Spot, String)| {
        let text = without(&read(root, file)?, spot, &entry).map_err(|why| format!("{file} {why}"))?;
        Ok((PathBuf::from(file), text))
    };
    spots(name).into_iter().map(without).collect()
}

/// The text with the entry, and the number of its line.
fn with(text: &str, spot: Spot, entry: &str) -> Result<(String, usize), String> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.iter().any(|line| has(line, spot, entry)) {
        return Err(format!("has `{}` already", entry.trim()));
    }
    let begins = |start: &'static str| move |line: &&str| line.trim_start().starts_with(start);
    let at = |start| lines.iter().position(|line| begins(start)(line)).ok_or_else(|| format!("has no line `{start}…`"));
    let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let number = match spot {
        Spot::Behind(start) => at(start)? + 1,
        Spot::Above(start) | Spot::InRow(start) => at(start)?,
        Spot::Among(start) => {
            let first = at(start)?;
            first + lines[first..].iter().take_while(|line| begins(start)(line) && **line < entry).count()
        }
    };
    if let Spot::InRow(start) = spot {
        let row = &mut changed[number];
        let end = row[start.len()..].find(" |").ok_or_else(|| format!("has no second cell in `{start}…`"))?;
        row.insert_str(start.len() + end, entry);
    } else {
        let indent = if let Spot::Above(_) = spot { lines[number].len() - lines[number].trim_start().len() } else { 0 };
        changed.insert(number, format!("{:indent$}{entry}", ""));
    }
    Ok((joined(&changed), number + 1))
}

fn without(text: &str, spot: Spot, entry: &str) -> Result<String, String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let found: Vec<usize> = (0..lines.len()).filter(|at| has(&lines[*at], spot, entry)).collect();
    let &[at] = found.as_slice() else {
        return Err(format!("has `{}` {} times, and not once", entry.trim(), found.len()));
    };
    if let Spot::InRow(_) = spot {
        lines[at] = lines[at].replacen(entry, "", 1);
    } else {
        lines.remove(at);
    }
    Ok(joined(&lines))
}

fn has(line: &str, spot: Spot, entry: &str) -> bool {
    match spot {
        Spot::InRow(start) => line.starts_with(start) && line.contains(entry),
        Spot::Behind(_) | Spot::Above(_) | Spot::Among(_) => line.trim() == entry,
    }
}

fn joined(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}
