//! The files of a new module: those of `tools/xtask/skeleton/` with the name put in.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::name::Name;
use crate::Failure;
use crate::command::answer;

macro_rules! skeleton {
    ($($path:literal)+) => {
        [$(($path, include_str!(concat!("../../skeleton/", $path)))),+]
    };
}

/// Each file by its path below `skeleton/`. `manifest.toml` is the Cargo.toml, which cargo would look at there; `schema.sql` gets the
/// version and the name.
const FILES: &[(&str, &str)] = &skeleton! {
    "manifest.toml"
    "build.rs"
    "locales/en/main.ftl"
    "locales/ja/main.ftl"
    "locales/ru/main.ftl"
    "migrations/schema.sql"
    "src/actions/add_entry.rs"
    "src/actions/mod.rs"
    "src/api/entry.rs"
    "src/api/mod.rs"
    "src/events.rs"
    "src/inventory.rs"
    "src/lib.rs"
    "src/lists/entries.rs"
    "src/lists/mod.rs"
    "src/pages/entries.rs"
    "src/pages/mod.rs"
    "src/queries/entries.rs"
    "src/queries/mod.rs"
    "src/rights.rs"
    "src/tables/entry.rs"
    "src/tables/mod.rs"
    "src/texts.rs"
    "tests/it/entries.rs"
    "tests/it/main.rs"
};

/// The words of the file that the module's type stands in: its name must be none of them.
pub fn words() -> BTreeSet<&'static str> {
    let lib = FILES.iter().find(|(path, _)| *path == "src/lib.rs").map_or("", |(_, text)| text);
    lib.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect()
}

/// The files of a module, below the checkout, as rustfmt writes them: where lines break and how imports stand depends on the name.
pub fn files(root: &Path, name: &Name, version: &str) -> Result<Vec<(PathBuf, String)>, Failure> {
    let values = [
        ("{{name}}", name.snake().to_owned()),
        ("{{Name}}", name.pascal()),
        ("{{path}}", name.path()),
        ("{{Words}}", name.words()),
        ("{{version}}", version.to_owned()),
    ];
    let folder = Path::new("modules").join(name.snake());
    FILES
        .iter()
        .map(|(path, text)| {
            let text = values.iter().fold((*text).to_owned(), |text, (place, value)| text.replace(place, value));
            let text = if path.ends_with(".rs") { formatted(root, &text)? } else { text };
            let path = path.replace("manifest.toml", "Cargo.toml");
            let path = path.replace("schema.sql", &format!("{version}_{name}.sql"));
            Ok((folder.join(path), text))
        })
        .collect()
}

fn formatted(root: &Path, text: &str) -> Result<String, Failure> {
    let told = |error: std::io::Error| format!("rustfmt (rustup component add rustfmt): {error}");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(told)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(told)?;
    }
    let output = child.wait_with_output().map_err(told)?;
    if !output.status.success() {
        return Err(format!("rustfmt does not take this:\n{text}"));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// A version for a migration of now, `YYYYMMDDhhmmss`; behind the newest one of the checkout, where that lies ahead.
pub fn next_version(root: &Path) -> Result<String, Failure> {
    let now = answer(Command::new("date").args(["-u", "+%Y%m%d%H%M%S"])).ok_or("the program date says no time")?;
    let now: u64 = now.trim().parse().map_err(|error| format!("date says {now:?}: {error}"))?;
    let files = in_house(root)?;
    let newest = files.iter().filter_map(|path| migration(path)).map(|(version, _)| version).max().unwrap_or_default();
    Ok(now.max(newest.saturating_add(1)).to_string())
}

/// The version of the module's first migration, from its file.
pub fn version_of(root: &Path, name: &Name) -> Option<String> {
    let files = below(&root.join("modules").join(name.snake()).join("migrations")).ok()?;
    let found = files.iter().filter_map(|path| migration(path)).find(|(_, named)| named == name.snake());
    found.map(|(version, _)| version.to_string())
}

/// `20261121003000` and `catalog` of `…/migrations/20261121003000_catalog.sql`.
fn migration(path: &Path) -> Option<(u64, String)> {
    let (version, name) = path.file_name()?.to_str()?.strip_suffix(".sql")?.split_once('_')?;
    Some((version.parse().ok().filter(|_| version.len() == 14)?, name.to_owned()))
}

/// Every file of the crates.
pub fn in_house(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let floors = ["ground", "kits", "modules", "program", "product", "tools"].map(|floor| root.join(floor));
    let files = floors.iter().filter(|floor| floor.is_dir()).map(|floor| below(floor));
    Ok(files.collect::<Result<Vec<_>, _>>()?.concat())
}

/// Every file below a folder, but for what was built.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let told = |error: std::io::Error| format!("{}: {error}", folder.display());
        for entry in std::fs::read_dir(&folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            if !path.is_dir() {
                found.push(path);
            } else if !path.ends_with("target") && !path.ends_with("node_modules") {
                folders.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
