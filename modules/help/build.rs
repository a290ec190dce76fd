//! Turns `locales/` into typed texts, and lists the pictures of the articles (`pictures/LANGUAGE/NAME.webp`, made by `npm run shots -- help` in
//! `e2e`). One that is missing is left out of its article.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    if let Err(error) = pictures() {
        println!("cargo::error=the pictures of the articles: {error}");
        return ExitCode::FAILURE;
    }
    gatehouse_l10n_build::build()
}

/// One line `("en", "add-license", include_bytes!(…))` for each file, in the order of language and name.
fn pictures() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=pictures");
    let folder = env::var("CARGO_MANIFEST_DIR").map(PathBuf::from).map_err(io::Error::other)?.join("pictures");
    let mut code = String::from("&[\n");
    for lang in ["en", "ja", "ru"] {
        let mut files: Vec<PathBuf> = match fs::read_dir(folder.join(lang)) {
            Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        files.retain(|file| file.extension().is_some_and(|ending| ending == "webp"));
        files.sort();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let path = file.display().to_string();
            writeln!(code, "    ({lang:?}, {name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
        }
    }
    code.push_str("]\n");
    let out = env::var("OUT_DIR").map(PathBuf::from).map_err(io::Error::other)?;
    fs::write(out.join("pictures.rs"), code)
}
