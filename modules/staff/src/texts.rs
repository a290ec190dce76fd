//! The texts of the staff console.
#![allow(
    missing_docs,
    dead_code,
    clippy::all,
    clippy::needless_pass_by_value,
    clippy::expect_used,
    clippy::unwrap_used
)]

gatehouse_l10n::texts!();
