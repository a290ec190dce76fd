use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::Drawn;
use crate::texts::Speaks;

/// Where the question to the browser comes from.
#[derive(Clone, Debug)]
enum Source {
    /// The page has it: sealed challenge and options.
    Here(String, String),
    /// It is fetched when it is needed, from this address: `{"challenge": …, "options": …}`.
    At(String),
}

/// The button of a form that is answered by a passkey (WebAuthn). Script asks the browser and sends the form with its answer: `passkey_challenge`
/// and `passkey_answer`. Without script, or in a browser without passkeys, the button stays hidden.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/passkey.html")]
pub struct PasskeyButton {
    lang: Lang,
    makes: bool,
    label: String,
    source: Source,
    before: Option<String>,
    ticks: Vec<&'static str>,
    fills: bool,
    says_missing: bool,
}

components!(PasskeyButton);

impl PasskeyButton {
    /// Asks for a passkey with what the page brings.
    pub fn new(lang: Lang, label: impl Into<String>, challenge: &str, options: impl Into<String>) -> Self {
        let source = Source::Here(challenge.to_owned(), options.into());
        Self {
            lang,
            makes: false,
            label: label.into(),
            source,
            before: None,
            ticks: Vec::new(),
            fills: false,
            says_missing: false,
        }
    }

    /// Asks for any passkey with what this address answers to a post; the browser offers them in the field of the address too (conditional
    /// mediation), where that has the token `webauthn`.
    pub fn fetched(lang: Lang, label: impl Into<String>, address: impl Into<String>) -> Self {
        Self { source: Source::At(address.into()), fills: true, ..Self::new(lang, label, "", "") }
    }

    /// Makes a new one; says so where the browser cannot.
    #[must_use]
    pub const fn makes(mut self) -> Self {
        self.makes = true;
        self.says_missing = true;
        self
    }

    /// A word between what stands before it and the button, such as "or"; hidden with it.
    #[must_use]
    pub fn after(mut self, word: impl Into<String>) -> Self {
        self.before = Some(word.into());
        self
    }

    /// Sends a tick of another form of the page, by its name.
    #[must_use]
    pub fn tick(mut self, name: &'static str) -> Self {
        self.ticks.push(name);
        self
    }
}
