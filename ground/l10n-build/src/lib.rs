//! The build step of every crate that has texts: turns `locales/{en,ja,ru}/*.ftl` into typed functions
//! in `OUT_DIR`. A message that one language lacks gets no function, so its use does not compile (ALL-1).

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use std::process::ExitCode;

/// Call it from `build.rs` as its whole `main`.
pub fn build() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    let Ok(out) = std::env::var("OUT_DIR") else { return ExitCode::FAILURE };
    build_from_locales_folder(
        BuildOptions::default()
            .with_default_language("en")
            .with_output_file_path(&format!("{out}/l10n.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/translations.ftl")))
            .with_lint_level(LintLevel::Deny)
            // The languages here are all left to right, and the marks would end up in copied text.
            .without_bidi_isolation()
            .without_format(),
    )
}
