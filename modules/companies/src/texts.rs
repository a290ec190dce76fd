//! The texts of the pages, refusals and events.

use gatehouse_core::Lang;

gatehouse_l10n::texts!();

/// Several names in one line, as the language separates them.
pub(crate) fn listed(names: &[String], lang: Lang) -> String {
    names.join(if lang == Lang::Ja { "、" } else { ", " })
}

/// The same of names that are words, such as those of rights: only the first one begins with a capital letter.
pub(crate) fn phrase(names: &[String], lang: Lang) -> String {
    let lowered = |name: &String| {
        let mut letters = name.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let words: Vec<String> =
        names.iter().enumerate().map(|(at, name)| if at == 0 { name.clone() } else { lowered(name) }).collect();
    listed(&words, lang)
}
