//! Embeds `web/dist`, and turns its lists into code: hashed names, and one `Icon` per line of `web/src/icons.json`.
//! It never runs npm: a build that silently downloads cannot be diagnosed (design/web.md §3).

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let web = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../web");
    let (src, dist) = (web.join("src"), web.join("dist"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", src.display());
    println!("cargo::rerun-if-changed={}", dist.join("manifest.json").display());

    let built = fs::metadata(dist.join("built")).and_then(|m| m.modified());
    match built {
        Err(_) => return Err("web/dist is missing: run `cargo xtask web`".into()),
        Ok(built) if newest(&src)? > built => {
            return Err("web/dist is older than web/src: run `cargo xtask web`".into());
        }
        Ok(_) => {}
    }

    let names = read(&dist.join("manifest.json"))?;
    let icons = read(&dist.join("icons.json"))?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("lists.rs"), lists(&names, &icons)?)?;
    memory_serve::load_directory(dist.join("assets"));
    Ok(())
}

/// The time of the youngest file below `folder`.
fn newest(folder: &Path) -> std::io::Result<SystemTime> {
    let mut youngest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let time = if entry.file_type()?.is_dir() { newest(&entry.path())? } else { entry.metadata()?.modified()? };
        youngest = youngest.max(time);
    }
    Ok(youngest)
}

fn read(path: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

fn lists(names: &BTreeMap<String, String>, icons: &BTreeMap<String, String>) -> Result<String, std::fmt::Error> {
    let mut code = String::from("const NAMES: &[(&str, &str)] = &[\n");
    for (name, hashed) in names {
        writeln!(code, "    ({name:?}, \"/assets/{hashed}\"),")?;
    }
    code.push_str("];\n\n/// A drawing of the interface; the names are ours, the lines are Lucide's.\n");
    code.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Icon {\n");
    for name in icons.keys() {
        writeln!(code, "    /// `{name}` of `web/src/icons.json`.\n    {},", variant(name))?;
    }
    code.push_str("}\n\nimpl Icon {\n    /// Every icon, for the gallery.\n    pub const ALL: &'static [Self] = &[");
    for name in icons.keys() {
        write!(code, "Self::{}, ", variant(name))?;
    }
    code.push_str("];\n\n    /// The shapes inside the `<svg viewBox=\"0 0 24 24\">`.\n");
    code.push_str("    pub const fn shapes(self) -> &'static str {\n        match self {\n");
    for (name, shapes) in icons {
        writeln!(code, "            Self::{} => {shapes:?},", variant(name))?;
    }
    code.push_str("        }\n    }\n}\n");
    Ok(code)
}

/// `sort_up` becomes `SortUp`.
fn variant(name: &str) -> String {
    name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
