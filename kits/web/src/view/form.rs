use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::{Lang, Refusal};
use std::sync::{Arc, Mutex, PoisonError};

use super::Drawn;
use crate::texts;

/// What a field tells the summary about itself.
#[derive(Debug)]
struct Shown {
    field: String,
    label: String,
    /// One text for all that is wrong with it.
    instead: Option<String>,
}

/// Shared between a page's fields, which add what they show, and its summary, which is often made before them and written
/// after all of them are made.
type Labels = Arc<Mutex<Vec<Shown>>>;

/// One thing that is wrong.
#[derive(Clone, Debug)]
struct Wrong {
    field: String,
    text: String,
    code: &'static str,
}

/// What is wrong with a form: texts by field name, in the order of the page. An empty field name means the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct FormErrors {
    list: Vec<Wrong>,
    labels: Labels,
    /// The words of a link that a refusal names, and where it leads.
    way: Option<(String, &'static str)>,
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
        let all = std::iter::once(refusal).chain(refusal.others());
        let wrong = |one: &dyn Refusal| Wrong {
            field: one.field().unwrap_or_default().to_owned(),
            text: one.text(lang),
            code: one.code(),
        };
        Self { list: all.map(wrong).collect(), labels: Labels::default(), way: refusal.way(lang) }
    }

    /// Adds one; a field shows only its first, a password all.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.list.push(Wrong { field: field.into(), text: text.into(), code: "" });
    }

    /// The same, with what belongs to one field at another: where a page has several forms with one field each.
    #[must_use]
    pub fn moved(mut self, from: &str, to: &str) -> Self {
        for wrong in self.list.iter_mut().filter(|wrong| wrong.field == from) {
            to.clone_into(&mut wrong.field);
        }
        self
    }

    /// The same without what belongs to a field that is not shown, or that says it in other words.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        self.list.retain(|wrong| wrong.field != field);
        self
    }

    /// The first text of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.text.as_str())
    }

    /// The text of a field that stands below `label`, which the summary then names: "Please fill this in" alone does
    /// not say what. Ticks do not name theirs; it is a sentence.
    pub(super) fn below(&self, field: &str, label: &str) -> Option<String> {
        let text = self.of(field)?.to_owned();
        self.show(field, label, None);
        Some(text)
    }

    /// The same for a field that says all that is wrong with it in one text; the summary says it once, too.
    pub(super) fn below_as(&self, field: &str, label: &str, text: String) -> String {
        self.show(field, label, Some(text.clone()));
        text
    }

    fn show(&self, field: &str, label: &str, instead: Option<String>) {
        let shown = Shown { field: field.to_owned(), label: label.to_owned(), instead };
        self.labels.lock().unwrap_or_else(PoisonError::into_inner).push(shown);
    }

    /// Every code and text of a field; a text that was added by itself has no code.
    pub fn all(&self, field: &str) -> Vec<(&'static str, &str)> {
        let own = self.list.iter().filter(|wrong| wrong.field == field);
        own.map(|wrong| (wrong.code, wrong.text.as_str())).collect()
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
    list: Vec<Wrong>,
    labels: Labels,
    way: Option<(String, &'static str)>,
}

components!(ErrorSummary);

impl ErrorSummary {
    /// The box for `errors`, which are those that the form's fields get too.
    pub fn new(lang: Lang, errors: &FormErrors) -> Self {
        let (list, labels) = (errors.list.clone(), Arc::clone(&errors.labels));
        Self { lang, title: texts(lang).msg_form_problem(), list, labels, way: errors.way.clone() }
    }

    /// Field and line of each error.
    fn lines(&self) -> Vec<(&str, String)> {
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines: Vec<(&str, String)> = Vec::new();
        for Wrong { field, text, .. } in &self.list {
            let shown = labels.iter().find(|shown| shown.field == *field);
            let instead = shown.and_then(|shown| shown.instead.as_deref());
            if instead.is_some() && lines.iter().any(|(before, _)| before == field) {
                continue;
            }
            let text = instead.unwrap_or(text);
            lines.push((
                field.as_str(),
                match shown {
                    Some(shown) if !names(self.lang, text, &shown.label) => {
                        texts(self.lang).msg_form_problem_line(&shown.label, text)
                    }
                    _ => text.to_owned(),
                },
            ));
        }
        // In the order of the fields, as far as they are known.
        lines.sort_by_key(|(field, _)| labels.iter().position(|shown| shown.field == *field).unwrap_or(usize::MAX));
        lines
    }
}

/// Whether a text names its field itself: then it is not told twice. In Russian words end as their sentence wants it.
fn names(lang: Lang, text: &str, label: &str) -> bool {
    let (text, label) = (text.to_lowercase(), label.to_lowercase());
    if lang != Lang::Ru || text.contains(&label) {
        return text.contains(&label);
    }
    let stem = |word: &str| word.chars().take(word.chars().count().saturating_sub(2).max(3)).collect::<String>();
    let words: Vec<String> = label.split_whitespace().map(stem).collect();
    words.iter().filter(|word| text.contains(word.as_str())).count() * 2 > words.len()
}
