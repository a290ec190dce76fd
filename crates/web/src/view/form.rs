use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::Drawn;
use crate::texts;

/// What is wrong with a form: texts by field name, in the order of the page. An empty field name means the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct FormErrors {
    list: Vec<(String, String)>,
}

impl FormErrors {
    /// Nothing wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// One thing wrong with one field.
    pub fn one(field: impl Into<String>, text: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, text);
        errors
    }

    /// Adds one; a field shows only its first, a password all.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.list.push((field.into(), text.into()));
    }

    /// The first text of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|(name, _)| name == field).map(|(_, text)| text.as_str())
    }

    /// Every text of a field.
    pub fn all(&self, field: &str) -> Vec<&str> {
        self.list.iter().filter(|(name, _)| name == field).map(|(_, text)| text.as_str()).collect()
    }

    /// Whether the form is acceptable.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The box above a refused form: every error, linked to its field; reading starts here. Writes nothing when
/// nothing is wrong.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/error-summary.html")]
pub struct ErrorSummary {
    title: String,
    list: Vec<(String, String)>,
}

components!(ErrorSummary);

impl ErrorSummary {
    /// The box for `errors`.
    pub fn new(lang: Lang, errors: &FormErrors) -> Self {
        Self { title: texts(lang).msg_form_problem(), list: errors.list.clone() }
    }
}
