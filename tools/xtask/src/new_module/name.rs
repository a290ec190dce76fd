//! The name of a new module, in the forms in which it is written, and whether it is free.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use super::skeleton;
use crate::Failure;

/// The most characters of a name: it is a title and a part of longer words.
const LONGEST: usize = 24;

/// The keywords of Rust 2024 (The Rust Reference, “Keywords”): strict, reserved and weak ones in lower case.
const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen \
    if impl in let loop macro match mod move mut override priv pub raw ref return safe self static struct super trait true try type \
    typeof union unsafe unsized use virtual where while yield";

/// A name of lower-case words joined by `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Name {
    /// Refuses what can be no crate's name, and what would read badly.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !text.split('_').all(is_word) {
            return Err(format!("{text:?} is not of lower-case words (a to z) joined by `_`, such as price_lists"));
        }
        if !(2..=LONGEST).contains(&text.len()) {
            return Err(format!("{text:?} does not have 2 to {LONGEST} characters"));
        }
        let name = Self(text.to_owned());
        if KEYWORDS.split_whitespace().any(|word| word == text) {
            return Err(format!("{text} is a keyword of Rust"));
        }
        if skeleton::words().contains(name.pascal().as_str()) {
            return Err(format!("{} is a word of the skeleton itself", name.pascal()));
        }
        Ok(name)
    }

    /// `price_lists`: the folder, the crate behind `gatehouse_`, the words of the audit log.
    pub fn snake(&self) -> &str {
        &self.0
    }

    /// `PriceLists`: the type.
    pub fn pascal(&self) -> String {
        self.0.split('_').map(capitalized).collect()
    }

    /// `price-lists`: in addresses.
    pub fn path(&self) -> String {
        self.0.replace('_', "-")
    }

    /// `Price lists`: for readers.
    pub fn words(&self) -> String {
        capitalized(&self.0.replace('_', " "))
    }

    /// Refuses a name whose folder, words, addresses or table the checkout has already.
    pub fn check_free(&self, root: &Path) -> Result<(), Failure> {
        if root.join("modules").join(&self.0).exists() {
            return Err(format!("modules/{self} is there already; nothing is overwritten"));
        }
        let wanted = self.wanted();
        for path in skeleton::in_house(root)? {
            let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let is_source = below.contains("/src/") && below.ends_with(".rs") && !below.starts_with("tools/xtask/");
            if !is_source && !below.ends_with(".sql") {
                continue;
            }
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{below}: {error}"))?;
            if let Some(taken) = wanted.iter().find(|wanted| text.contains(wanted.as_str())) {
                return Err(format!("{below} has {taken} already: choose another name"));
            }
        }
        Ok(())
    }

    /// What a module of this name would write, and what the floor plan would take for its words in another crate.
    fn wanted(&self) -> BTreeSet<String> {
        let (name, path) = (&self.0, self.path());
        let one = name.strip_suffix('s').unwrap_or(name);
        let mut wanted: BTreeSet<String> =
            [format!("\"{name}."), format!("\"{one}."), format!("\"{name}:"), format!("\"{name}s:")].into();
        for start in ["/staff/", "/api/v1/"] {
            wanted.extend([format!("\"{start}{path}\""), format!("\"{start}{path}/")]);
        }
        wanted.insert(format!(" {name}_entry"));
        wanted
    }
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
