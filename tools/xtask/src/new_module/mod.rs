//! `cargo xtask new-module NAME`: a module crate by the floor plan, with one of each part, which compiles and passes its tests; the
//! program, its manifest and ARCHITECTURE.md know it. With `--remove` it is taken out again and leaves nothing.

mod drill;
mod name;
mod register;
mod skeleton;

pub use drill::drill;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Failure;
use crate::command::{answer, cargo};
use crate::place::Place;
use name::Name;
use register::Entry;

/// Which module.
#[derive(clap::Args)]
pub struct Options {
    /// Its name: lower-case words joined by `_`, such as parcels or price_lists.
    name: String,
    /// Take it out again, as long as nobody has changed its files.
    #[arg(long)]
    remove: bool,
}

/// What was made.
#[derive(Debug)]
struct Made {
    /// The new files, below the checkout.
    files: Vec<PathBuf>,
    /// How many lines they have.
    lines: usize,
    /// What was entered elsewhere.
    entries: Vec<Entry>,
}

/// Makes a module or takes it out, and says what was done.
pub fn new_module(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    let name = Name::parse(&options.name)?;
    if options.remove {
        remove(&place.root, &name)?;
        println!("modules/{name} is gone, and no other file names it.");
    } else {
        println!("{}", told(&name, &make(&place.root, &name)?));
    }
    lock(place);
    Ok(ExitCode::SUCCESS)
}

/// What was made, what comes next, and how all of it is taken out by hand.
fn told(name: &Name, made: &Made) -> String {
    let entries: Vec<String> = made.entries.iter().map(|entry| format!("  {entry}\n")).collect();
    format!(
        "modules/{name}: {} files with {} lines. Where else it was entered:\n{}\
         Next: cargo xtask check {name}, then CONTRIBUTING.md, “Add a module”.\n\
         To take it out: cargo xtask new-module --remove {name}; once its files were changed, by hand: the folder and the above.",
        made.files.len(),
        made.lines,
        entries.concat()
    )
}

/// Writes the files and the lines elsewhere; nothing when one of them cannot be.
fn make(root: &Path, name: &Name) -> Result<Made, Failure> {
    name.check_free(root)?;
    let files = skeleton::files(root, name, &skeleton::next_version(root)?)?;
    let (changes, entries) = register::entered(root, name)?;
    let lines = files.iter().map(|(_, text)| text.lines().count()).sum();
    for (path, text) in files.iter().chain(&changes) {
        write(&root.join(path), text)?;
    }
    Ok(Made { files: files.into_iter().map(|(path, _)| path).collect(), lines, entries })
}

/// Takes out what [`make`] wrote. Refuses when the files are not as they were made: somebody's work may be in them.
fn remove(root: &Path, name: &Name) -> Result<(), Failure> {
    let folder = root.join("modules").join(name.snake());
    if !folder.is_dir() {
        return Err(format!("there is no modules/{name}"));
    }
    let by_hand = format!("remove modules/{name} and the lines that name it by hand");
    let version =
        skeleton::version_of(root, name).ok_or_else(|| format!("modules/{name} is not as it was made: {by_hand}"))?;
    let made = skeleton::files(root, name, &version)?;
    for path in skeleton::below(&folder)? {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let as_made = made.iter().find(|(made, _)| made == below).map(|(_, text)| text.as_str());
        if as_made.is_none() || std::fs::read_to_string(&path).ok().as_deref() != as_made {
            return Err(format!("{} is not as it was made: {by_hand}", below.display()));
        }
    }
    for (path, text) in register::removed(root, name)? {
        write(&root.join(path), &text)?;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Lets cargo bring Cargo.lock up to date. What it cannot do now it does at the next build.
fn lock(place: &Place) {
    let mut metadata = cargo(&place.root);
    if answer(metadata.args(["metadata", "--offline", "--format-version", "1"])).is_none() {
        eprintln!("Cargo.lock is as it was; the next build brings it up to date");
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    std::fs::write(path, text).map_err(told)
}

fn read(root: &Path, path: &str) -> Result<String, Failure> {
    std::fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))
}

#[cfg(test)]
mod tests;
