use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::{Lang, Refusal};
use std::sync::{Arc, Mutex, PoisonError};

use super::Drawn;
use crate::texts;

/// Field names and the labels above the fields; shared between a page's fields, which add theirs, and its summary,
/// which is often made before them and written after all of them are made.
type Labels = Arc<Mutex<Vec<(String, String)>>>;

/// What is wrong with a form: texts by field name, in the order of the page. An empty field name means the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct FormErrors {
    list: Vec<(String, String)>,
    labels: Labels,
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

    /// The texts of a refusal, each at its field; one without a field stands above the form.
    pub fn of_refusal(refusal: &dyn Refusal, lang: Lang) -> Self {
        let mut errors = Self::one(refusal.field().unwrap_or_default(), refusal.text(lang));
        for other in refusal.others() {
            errors.add(other.field().unwrap_or_default(), other.text(lang));
        }
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

    /// The text of a field that stands below `label`, which the summary then names: "Please fill this in" alone does
    /// not say what. Ticks do not name theirs; it is a sentence.
    pub(super) fn below(&self, field: &str, label: &str) -> Option<String> {
        let text = self.of(field)?.to_owned();
        self.labels.lock().unwrap_or_else(PoisonError::into_inner).push((field.to_owned(), label.to_owned()));
        Some(text)
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

/// The box above a refused form: every error with the label of its field, linked to it; reading starts here. Writes
/// nothing when nothing is wrong.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/error-summary.html")]
pub struct ErrorSummary {
    lang: Lang,
    title: String,
    list: Vec<(String, String)>,
    labels: Labels,
}

components!(ErrorSummary);

impl ErrorSummary {
    /// The box for `errors`, which are those that the form's fields get too.
    pub fn new(lang: Lang, errors: &FormErrors) -> Self {
        let (list, labels) = (errors.list.clone(), Arc::clone(&errors.labels));
        Self { lang, title: texts(lang).msg_form_problem(), list, labels }
    }

    /// Field and line of each error.
    fn lines(&self) -> Vec<(&str, String)> {
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        // A text that names its field itself is not told twice.
        let names = |text: &str, label: &str| text.to_lowercase().contains(&label.to_lowercase());
        let line = |(field, text): &(String, String)| match labels.iter().find(|(name, _)| name == field) {
            Some((_, label)) if !names(text, label) => texts(self.lang).msg_form_problem_line(label, text),
            _ => text.clone(),
        };
        self.list.iter().map(|error| (error.0.as_str(), line(error))).collect()
    }
}
