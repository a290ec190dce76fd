//! Texts, dates and numbers in the person's language and time zone (ALL-1, ALL-5).
//!
//! A crate with texts has `locales/{en,ja,ru}/main.ftl`, a `build.rs` that calls
//! `gatehouse_l10n_build::build()`, and a module `texts` whose whole body is
//! [`texts!`]`();`. Then `texts(lang).msg_hello()` is a typed function.

mod ago;
mod format;
pub mod replaced;
mod spaces;
pub mod zones;

pub use ago::Ago;
pub use format::Format;
pub use replaced::TextSource;
pub use spaces::{with_one_stop, with_russian_spaces};

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

            /// These texts, for what an operator puts in their place.
            pub static TEXTS: $crate::TextSource = $crate::TextSource {
                name: NAME,
                source: |lang| &LANG_DATA[LANGS[lang as usize].byte_range()],
                check: |lang, bytes| {
                    L10nLanguage::new_external(lang.tag(), bytes).map(drop).map_err(|error| error.to_string())
                },
            };

            const NAME: &str = env!("CARGO_PKG_NAME").split_at("gatehouse-".len()).1;
            const LANGS: [L10n; 3] = [L10n::En, L10n::Ja, L10n::Ru];

            fn load(lang: ::gatehouse_core::Lang) -> L10nLanguage {
                let replaced = $crate::replaced::of(NAME, lang).and_then(|bytes| made(lang, bytes));
                let own = || made(lang, (TEXTS.source)(lang));
                replaced.or_else(own).unwrap_or_else(|| LANGS[lang as usize].load())
            }

            fn made(lang: ::gatehouse_core::Lang, bytes: &[u8]) -> Option<L10nLanguage> {
                if lang == ::gatehouse_core::Lang::Ru {
                    return L10nLanguage::new(lang.tag(), $crate::with_russian_spaces(bytes).as_bytes()).ok();
                }
                L10nLanguage::new(lang.tag(), bytes).ok()
            }

            /// The crate's texts in a language.
            pub(crate) fn texts(lang: ::gatehouse_core::Lang) -> &'static L10nLanguage {
                // Each when it is first asked for: to read all of them takes longer than most requests.
                static ALL: [::std::sync::OnceLock<L10nLanguage>; 3] = [const { ::std::sync::OnceLock::new() }; 3];
                ALL[lang as usize].get_or_init(|| load(lang))
            }
        }

        pub use generated::TEXTS;
        pub(crate) use generated::*;
    };
}
