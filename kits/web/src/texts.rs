//! The texts of layout, components and error pages.

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
