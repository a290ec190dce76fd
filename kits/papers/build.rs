//! The typefaces come from npm with the browser's files (`web/build.mjs`); this says so where they are missing.

use std::path::PathBuf;
use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    let fonts = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../web/dist/papers");
    println!("cargo::rerun-if-changed=build.rs");
    for name in ["NotoSans-Regular.ttf.br", "NotoSans-Bold.ttf.br", "NotoSansJP-Regular.otf.br"] {
        let font = fonts.join(name);
        println!("cargo::rerun-if-changed={}", font.display());
        if !font.is_file() {
            return Err(format!("web/dist/papers/{name} is missing: run `cargo xtask web`").into());
        }
    }
    Ok(())
}
