//! Texts, dates and numbers in the person's language and time zone (ALL-1, ALL-5).
//!
//! A crate with texts has `locales/{en,ja,ru}/main.ftl`, a `build.rs` that calls
//! `gatehouse_l10n_build::build()`, and a module `texts` whose whole body is
//! [`texts!`]`();`. Then `texts(lang).msg_hello()` is a typed function.

mod format;

pub use format::Format;

use icu_locale::LanguageIdentifier;

/// Whether this is the tag of a language (BCP 47) in its usual form and without extensions: `en`, `pt-BR`, `zh-Hant`.
#[must_use]
pub fn is_language_tag(text: &str) -> bool {
    LanguageIdentifier::try_from_str(text).is_ok_and(|tag| !tag.language.is_unknown() && tag.to_string() == text)
}

/// Brings a crate's generated texts in: the types `L10n` and `L10nLanguage`, and
/// `texts(lang: Lang) -> &'static L10nLanguage`. Lints do not look at what is generated.
#[macro_export]
macro_rules! texts {
    () => {
        #[allow(
            dead_code,
            missing_docs,
            clippy::all,
            clippy::needless_pass_by_value,
            clippy::expect_used,
            clippy::unwrap_used,
            reason = "generated"
        )]
        mod generated {
            include!(concat!(env!("OUT_DIR"), "/l10n.rs"));

            /// The crate's texts in a language.
            pub(crate) fn texts(lang: ::gatehouse_core::Lang) -> &'static L10nLanguage {
                static ALL: ::std::sync::LazyLock<[L10nLanguage; 3]> =
                    ::std::sync::LazyLock::new(|| [L10n::En.load(), L10n::Ja.load(), L10n::Ru.load()]);
                &ALL[lang as usize]
            }
        }

        pub(crate) use generated::*;
    };
}
