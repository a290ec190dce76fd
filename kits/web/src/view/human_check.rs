use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::{Drawn, FormErrors};
use crate::texts::Speaks;

/// The human check of a form (ACC-1). With script the browser finds, in a worker, the decimal number `n` for which
/// SHA-256(`challenge` + ":" + `n`) starts with `difficulty` zero bits (18 takes about half a second); without, the person
/// types what a picture shows.
///
/// The form gets `human_token` (as given), `human_nonce` (the number, or empty) and `human_picture` (what was typed, or
/// empty). An error has the name `human_picture`.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/human-check.html")]
pub struct HumanCheck {
    lang: Lang,
    challenge: String,
    difficulty: u8,
    picture_url: String,
    token: String,
    error: Option<String>,
}

components!(HumanCheck);

impl HumanCheck {
    /// `challenge` is ASCII; `token` ties the answer to the challenge; `picture_url` serves the picture (same origin).
    pub fn new(
        lang: Lang,
        challenge: impl Into<String>,
        difficulty: u8,
        picture_url: impl Into<String>,
        token: impl Into<String>,
    ) -> Self {
        Self {
            lang,
            challenge: challenge.into(),
            difficulty,
            picture_url: picture_url.into(),
            token: token.into(),
            error: None,
        }
    }

    /// Takes its own error (`human_picture`) out of the form's.
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        self.error = errors.of("human_picture").map(str::to_owned);
        self
    }
}
