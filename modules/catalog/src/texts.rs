//! The texts of the pages, mails and refusals.
#![allow(
    dead_code,
    missing_docs,
    clippy::all,
    clippy::needless_pass_by_value,
    clippy::expect_used,
    clippy::unwrap_used
)]

gatehouse_l10n::texts!();
