//! The packages of the checkout and their files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::Failure;

/// What is made, fetched or hidden.
const PASSED_OVER: [&str; 5] = ["target", "node_modules", "dist", "data", "test-results"];

/// A folder with a Cargo.toml or a package.json.
pub struct Package {
    /// The folder's name: `licenses`.
    pub name: String,
    folder: PathBuf,
    /// Its own name in Cargo.toml, `gatehouse-licenses`; empty where there is none.
    crate_name: String,
    /// The crates of the workspace that it is built on, by the names of their packages.
    needs: BTreeSet<String>,
    /// Every source file, in order.
    pub files: Vec<File>,
}

/// A source file.
pub struct File {
    /// Below the package: `src/api/licenses.rs`.
    pub path: String,
    /// Below the checkout: `modules/licenses/src/api/licenses.rs`.
    pub shown: String,
    /// What is in it.
    pub text: String,
}

impl Package {
    /// Whether it plugs a module into the program.
    pub fn is_module(&self) -> bool {
        let lib = self.files.iter().find(|file| file.path == "src/lib.rs");
        lib.is_some_and(|lib| lib.text.lines().any(|line| line.starts_with("impl ") && line.contains("Module for ")))
    }

    /// The Rust files below a folder of the package.
    pub fn rust<'a>(&'a self, below: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(below) && file.path.ends_with(".rs"))
    }
}

/// All packages of the checkout, in order.
pub fn packages(root: &Path) -> Result<Vec<Package>, Failure> {
    let mut folders = Vec::new();
    find(root, &mut folders).map_err(|error| format!("{}: {error}", root.display()))?;
    folders.sort();
    folders.iter().map(|folder| package(root, folder, &folders)).collect()
}

/// The packages that modules are built on, and the modules.
pub fn modules_and_below(packages: &[Package]) -> Vec<&Package> {
    let mut names: BTreeSet<&str> =
        packages.iter().filter(|package| package.is_module()).map(|package| package.crate_name.as_str()).collect();
    loop {
        let more: BTreeSet<&str> = packages
            .iter()
            .filter(|package| names.contains(package.crate_name.as_str()))
            .flat_map(|package| &package.needs)
            .map(String::as_str)
            .chain(names.iter().copied())
            .collect();
        if more == names {
            return packages.iter().filter(|package| names.contains(package.crate_name.as_str())).collect();
        }
        names = more;
    }
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !PASSED_OVER.contains(&name.as_str()) {
            if path.join("Cargo.toml").is_file() || path.join("package.json").is_file() {
                found.push(path.clone());
            }
            find(&path, found)?;
        }
    }
    Ok(())
}

fn package(root: &Path, folder: &Path, others: &[PathBuf]) -> Result<Package, Failure> {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let mut files = Vec::new();
    sources(folder, others, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    files.sort();
    let below =
        |path: &Path, above: &Path| path.strip_prefix(above).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let files = files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(File { path: below(&path, folder), shown: below(&path, root), text })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Package {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        folder: folder.to_owned(),
        crate_name: crate_name(&manifest),
        needs: needs(&manifest),
        files,
    })
}

fn sources(folder: &Path, packages: &[PathBuf], found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !PASSED_OVER.contains(&name.as_str()) && !packages.contains(&path) {
                sources(&path, packages, found)?;
            }
        } else if name.ends_with(".rs") || name.ends_with(".ts") {
            found.push(path);
        }
    }
    Ok(())
}

fn crate_name(manifest: &str) -> String {
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.unwrap_or_default().to_owned()
}

/// The lines `NAME.workspace = true` or `NAME = …` below `[dependencies]`.
fn needs(manifest: &str) -> BTreeSet<String> {
    let table = manifest.split_once("\n[dependencies]\n").map_or("", |(_, rest)| rest);
    let table = table.split("\n[").next().unwrap_or_default();
    let name = |line: &str| Some(line.split(['.', ' ', '=']).next()?.to_owned()).filter(|name| !name.is_empty());
    table.lines().filter_map(name).collect()
}

impl Package {
    /// The names at the top of `src`, with what is shown of each.
    pub fn top_level(&self, root: &Path) -> Result<Vec<(String, String)>, Failure> {
        let folder = self.folder.join("src");
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        let shown = |name: &str| {
            let path = folder.join(name);
            path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned()
        };
        Ok(names.into_iter().map(|name| (shown(&name), name)).map(|(shown, name)| (name, shown)).collect())
    }
}
