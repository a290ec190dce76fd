//! Where the state lies when the product says nothing.

use std::path::PathBuf;

/// A directory of the user, of an environment variable.
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Where the second copy of the clock's marks lies: not where who copies the state back would look.
pub(crate) fn second_directory() -> Option<PathBuf> {
    let base = if cfg!(target_os = "windows") {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("gatehouse"))
}

/// Where the state itself lies, without the product.
pub(crate) fn default_directory() -> Option<PathBuf> {
    let base = if cfg!(target_os = "windows") {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_STATE_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/state")))
    };
    base.map(|base| base.join("gatehouse"))
}
