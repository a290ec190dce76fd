use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::field::described_by;
use super::{Drawn, FormErrors};
use crate::texts;
use crate::texts::Speaks;

/// What a new password must be like, to be shown while typing (ACC-5). The server's own check decides.
#[derive(Clone, Debug)]
pub struct PasswordRules {
    /// Least number of characters.
    pub min_length: u32,
    /// Whether upper and lower case, a digit and a special character are asked for.
    pub composition: bool,
    /// The person's login where the form has no login field ([`super::Field::email`]).
    pub login: Option<String>,
}

/// A password, with a button that shows it.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/password.html")]
pub struct Password {
    lang: Lang,
    name: String,
    label: String,
    new: bool,
    hint: Option<String>,
    error: Option<String>,
    link: Option<(String, String)>,
    rules: Option<PasswordRules>,
    optional: Option<String>,
}

components!(Password);

impl Password {
    fn make(lang: Lang, name: String, label: String, new: bool) -> Self {
        Self { lang, name, label, new, hint: None, error: None, link: None, rules: None, optional: None }
    }

    /// The one that the person has.
    pub fn current(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::make(lang, name.into(), label.into(), false)
    }

    /// One to be set; password programs offer to make it.
    pub fn fresh(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::make(lang, name.into(), label.into(), true)
    }

    /// Lists the rules below the field; script ticks them while typing, and hides them below an error until then.
    #[must_use]
    pub fn rules(mut self, rules: PasswordRules) -> Self {
        self.rules = Some(rules);
        self
    }

    texts_setters! {
        /// Help below the label.
        hint,
    }

    /// Takes its own errors out of the form's: all of them, because a new password breaks several rules at once.
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        let texts = errors.all(&self.name);
        let between = if self.lang == Lang::Ja { "" } else { " " };
        self.error = errors.below(&self.name, &self.label).map(|_| texts.join(between));
        self
    }

    /// A link at the end of the label's line, such as "Forgot password?".
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.name, self.hint.is_some(), self.error.is_some())
    }

    /// `data-rule` and text of each rule.
    fn list(&self, rules: &PasswordRules) -> Vec<(&'static str, String)> {
        let t = texts(self.lang);
        let mut list = vec![("length", t.msg_password_length(rules.min_length))];
        if rules.composition {
            list.extend([
                ("upper", t.msg_password_upper()),
                ("lower", t.msg_password_lower()),
                ("digit", t.msg_password_digit()),
                ("special", t.msg_password_special()),
                ("space", t.msg_password_space()),
            ]);
        }
        list.push(("email", t.msg_password_email()));
        list
    }
}
