//! What the floor plan asks of each package.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::house::{File, Package, modules_and_below};
use super::source::Source;
use crate::Failure;

/// A file that grows past this tells of a missing type.
const LINES: usize = 350;

/// Something that the plan does not allow.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's short name, by which it is excepted.
    pub rule: &'static str,
    /// The package's folder and the file below it: `licenses/src/rights.rs`.
    pub place: String,
    /// How much of it: one, or the lines of a file that is too long.
    pub weight: usize,
    /// The sentence for the person who must put it right, with the file and the line.
    pub says: String,
}

/// A folder of a module that must not name another one, or a kit.
struct Arrow {
    rule: &'static str,
    from: &'static str,
    to: &'static str,
    why: &'static str,
}

const ARROWS: [Arrow; 3] = [
    Arrow {
        rule: "api-pages",
        from: "api",
        to: "crate::pages",
        why: "the API imports pages: what both need belongs in a kit",
    },
    Arrow {
        rule: "queries-actions",
        from: "queries",
        to: "crate::actions",
        why: "a query changes nothing, so it imports no action",
    },
    Arrow {
        rule: "model-web",
        from: "model",
        to: "gatehouse_web",
        why: "the model knows no pages: what is drawn belongs in pages",
    },
];

/// Everything that the plan does not allow.
pub fn findings(root: &Path, plan: &BTreeSet<String>, packages: &[Package]) -> Result<Vec<Finding>, Failure> {
    let mut found = Vec::new();
    let modules: Vec<&Package> = packages.iter().filter(|package| package.is_module()).collect();
    if modules.is_empty() {
        return Err("no module was found: none has `impl Module for` in its src/lib.rs".to_owned());
    }
    for module in &modules {
        names(root, plan, module, &mut found)?;
        for arrow in &ARROWS {
            imports(module, arrow, &mut found);
        }
    }
    words(packages, &modules, &mut found);
    for package in packages {
        lengths(package, &mut found);
    }
    Ok(found)
}

fn place(package: &Package, path: &str) -> String {
    format!("{}/{path}", package.name)
}

/// The names at the top of a module are those of the plan.
fn names(root: &Path, plan: &BTreeSet<String>, module: &Package, found: &mut Vec<Finding>) -> Result<(), Failure> {
    for (name, shown) in module.top_level(root)? {
        if !plan.contains(name.trim_end_matches(".rs")) {
            let says = format!("{shown}: `{name}` is not in the floor plan of ARCHITECTURE.md");
            found.push(Finding { rule: "name", place: place(module, &format!("src/{name}")), weight: 1, says });
        }
    }
    Ok(())
}

fn imports(module: &Package, arrow: &Arrow, found: &mut Vec<Finding>) {
    let (folder, file) = (format!("src/{}/", arrow.from), format!("src/{}.rs", arrow.from));
    for source in module.rust("src/").filter(|source| source.path.starts_with(&folder) || source.path == file) {
        let at = module_path(source);
        for (line, path) in Source::of(&source.text).paths {
            let path = resolved(&path, &at).join("::");
            if path == arrow.to || path.starts_with(&format!("{}::", arrow.to)) {
                let says = format!("{}:{line}: {path}: {}", source.shown, arrow.why);
                found.push(Finding { rule: arrow.rule, place: place(module, &source.path), weight: 1, says });
            }
        }
    }
}

/// `src/api/mod.rs` and `src/api.rs` are `[api]`, `src/api/orders.rs` is `[api, orders]`.
fn module_path(file: &File) -> Vec<String> {
    let path = file.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').filter(|name| !["lib", "main"].contains(name)).map(str::to_owned).collect()
}

/// The path from `crate` on, where it begins with `self` or `super`.
fn resolved(path: &[String], at: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let is_here = path.first().is_some_and(|name| name == "self");
    if ups == 0 && !is_here {
        return path.to_vec();
    }
    let above = &at[..at.len().saturating_sub(ups)];
    let rest = &path[ups.max(usize::from(is_here))..];
    std::iter::once("crate".to_owned()).chain(above.iter().cloned()).chain(rest.iter().cloned()).collect()
}

/// The words for the audit log (`license.blocked`), their groups (`license.`) and the scopes of the API (`licenses:read`) stand in the
/// module that raises them alone: not in another one, and in nothing that modules are built on.
fn words(packages: &[Package], modules: &[&Package], found: &mut Vec<Finding>) {
    let mut owners = BTreeMap::<String, &str>::new();
    for module in modules {
        for file in module.rust("src/").filter(|file| is_of_events(&file.path)) {
            let words = Source::of(&file.text).strings.into_iter().map(|(_, word)| word);
            owners.extend(words.filter(|word| is_event(word)).map(|word| (word, module.name.as_str())));
        }
    }
    let records: BTreeMap<&str, &str> =
        owners.iter().map(|(word, owner)| (word.split('.').next().unwrap_or_default(), *owner)).collect();
    for package in modules_and_below(packages) {
        for file in package.rust("src/") {
            for (line, text) in Source::of(&file.text).strings {
                let owner = owners.get(text.as_str()).or_else(|| records.get(group_or_scope(&text)?));
                if let Some(owner) = owner.filter(|owner| **owner != package.name) {
                    let says = format!("{}:{line}: \"{text}\" is a word of the module {owner}", file.shown);
                    found.push(Finding { rule: "word", place: place(package, &file.path), weight: 1, says });
                }
            }
        }
    }
}

/// Where a module says its words.
fn is_of_events(path: &str) -> bool {
    path == "src/events.rs" || path.starts_with("src/events/")
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn is_event(text: &str) -> bool {
    text.split_once('.').is_some_and(|(record, event)| is_word(record) && is_word(event))
}

/// `license` of `license.` and of `licenses:read`.
fn group_or_scope(text: &str) -> Option<&str> {
    let group = text.strip_suffix('.').filter(|record| is_word(record));
    let scope = text.split_once(':').filter(|(records, right)| is_word(records) && is_word(right));
    group.or_else(|| scope.map(|(records, _)| records.strip_suffix('s').unwrap_or(records)))
}

fn lengths(package: &Package, found: &mut Vec<Finding>) {
    for file in &package.files {
        let lines = file.text.lines().count();
        if lines > LINES {
            let says = format!("{}: {lines} lines, more than {LINES}", file.shown);
            found.push(Finding { rule: "length", place: place(package, &file.path), weight: lines, says });
        }
    }
}
