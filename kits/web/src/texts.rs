//! The texts of layout, components and error pages.
#![allow(
    dead_code,
    missing_docs,
    clippy::all,
    clippy::needless_pass_by_value,
    clippy::expect_used,
    clippy::unwrap_used
)]

gatehouse_l10n::texts!();

/// `lang.texts()` in a template, where every argument is a reference and functions are clumsy.
pub(crate) trait Speaks {
    fn texts(self) -> &'static L10nLanguage;
}

impl Speaks for gatehouse_core::Lang {
    fn texts(self) -> &'static L10nLanguage {
        texts(self)
    }
}
