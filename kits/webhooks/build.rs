//! Turns `locales/` into typed texts.

fn main() -> std::process::ExitCode {
    gatehouse_l10n_build::build()
}
