//! `Compatibility_List.txt` (LIC-11): which key file activates which applications.
//!
//! The same text in every language, because the key files carry its hash: names, platforms and links, and no sentence.

use sha2::{Digest as _, Sha256};

use crate::serial::Serial;
use crate::sheet::is_shown;

/// The list's name in an archive.
pub const COMPATIBILITY_LIST: &str = "Compatibility_List.txt";
/// Most key files of a list.
pub const MAX_GROUPS: usize = 64;
/// Most applications of a key file.
pub const MAX_APPLICATIONS: usize = 256;

/// One application that a key file activates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Application {
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
    /// Which versions: `2.0` and later, in words of the catalog.
    pub versions: Option<String>,
    /// Where it is downloaded.
    pub link: Option<String>,
}

/// The applications of one key file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The key file.
    pub serial: Serial,
    /// What the applications have in common, such as the product's name.
    pub title: String,
    /// The applications.
    pub applications: Vec<Application>,
}

/// Why a list is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompatibilityError {
    /// A name, platform or link is empty, too long, or has signs that are not seen.
    #[error("“{0}” cannot stand in the compatibility list")]
    Text(String),
    /// No key file, too many, too many applications, or a key file twice.
    #[error("the compatibility list has no key file, too many, or one of them twice")]
    Count,
}

/// The text of the list. Groups stand in the order of their serial numbers and applications in that of their names, so
/// the same catalog always gives the same bytes.
///
/// # Errors
/// See [`CompatibilityError`].
pub fn write(groups: &[Group]) -> Result<String, CompatibilityError> {
    let mut groups: Vec<&Group> = groups.iter().collect();
    groups.sort_by_key(|group| group.serial);
    let twice = groups.windows(2).any(|pair| pair[0].serial == pair[1].serial);
    let long = groups.iter().any(|group| group.applications.len() > MAX_APPLICATIONS);
    if groups.is_empty() || groups.len() > MAX_GROUPS || twice || long {
        return Err(CompatibilityError::Count);
    }
    let mut text = String::new();
    for group in groups {
        text.push_str(&format!("{}\n    {}\n", group.serial.file_name(), shown(&group.title)?));
        let mut applications = group.applications.clone();
        applications.sort();
        applications.dedup();
        for application in &applications {
            let mut line = format!("    - {}", shown(&application.name)?);
            if let Some(versions) = &application.versions {
                line.push(' ');
                line.push_str(shown(versions)?);
            }
            line.push_str(&format!(", {}", shown(&application.platform)?));
            if let Some(link) = &application.link {
                line.push_str(&format!(", {}", shown(link)?));
            }
            text.push_str(&line);
            text.push('\n');
        }
        text.push('\n');
    }
    Ok(text)
}

/// The claim `compat_sha256` of the key files beside this list.
#[must_use]
pub fn hash(list: &str) -> String {
    hex::encode(Sha256::digest(list.as_bytes()))
}

fn shown(text: &str) -> Result<&str, CompatibilityError> {
    if is_shown(text) { Ok(text) } else { Err(CompatibilityError::Text(text.chars().take(80).collect())) }
}
