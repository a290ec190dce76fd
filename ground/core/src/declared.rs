//! What modules declare for the modules below, which store the word and show the text.

use crate::Lang;

/// A stable word with its text.
pub type Word = (&'static str, fn(Lang) -> String);
/// Stable words with their texts.
pub type Words = &'static [Word];

/// The text of a word; `None` where it is none of these.
pub fn in_words<'a>(words: impl IntoIterator<Item = &'a Word>, lang: Lang, word: &str) -> Option<String> {
    words.into_iter().find(|(known, _)| *known == word).map(|(_, text)| text(lang))
}

/// What API keys can be allowed to do, declared by the modules whose operations ask for it (ALL-7). Lies in the services.
#[derive(Clone, Debug, Default)]
pub struct Scopes(Vec<Word>);

impl Scopes {
    /// Collects them.
    pub fn new(modules: impl IntoIterator<Item = Words>) -> Self {
        Self(modules.into_iter().flatten().copied().collect())
    }

    /// Their words, in the modules' order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(word, _)| *word)
    }

    /// A scope in words; its word where no module declares it (any more).
    pub fn name(&self, lang: Lang, word: &str) -> String {
        in_words(&self.0, lang, word).unwrap_or_else(|| word.to_owned())
    }

    /// Several, separated by spaces as keys store them, in words.
    pub fn names(&self, lang: Lang, words: &str) -> String {
        words.split(' ').map(|word| self.name(lang, word)).collect::<Vec<_>>().join(", ")
    }
}

/// A kind of mail that a person can switch on (ACC-16), declared by the module that sends it; off until then. Security notices
/// are none: they are always sent.
#[derive(Clone, Copy, Debug)]
pub struct Notification {
    /// The stable word in the database and in forms.
    pub word: &'static str,
    /// What the person reads: it goes on from "Email me".
    pub text: fn(Lang) -> String,
}

/// The notifications of all modules, in the order of the page. Lies in the services.
#[derive(Clone, Debug, Default)]
pub struct Notifications(Vec<Notification>);

impl Notifications {
    /// Collects them.
    pub fn new(modules: impl IntoIterator<Item = &'static [Notification]>) -> Self {
        Self(modules.into_iter().flatten().copied().collect())
    }

    /// Every kind.
    pub fn all(&self) -> &[Notification] {
        &self.0
    }
}
