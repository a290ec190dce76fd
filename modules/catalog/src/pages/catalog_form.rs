//! What the forms of the catalog share: how they are drawn, and how they are read.

use crate::actions::CatalogRefusal;
use crate::model::input::{NAME, SLUG, entered};
use crate::model::labels::Labels;
use crate::texts;
use gatehouse_core::{Lang, Outcome, Stop, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Visit};

/// The list of products.
pub(super) const CATALOG: &str = "/staff/catalog";

/// The page of a product.
pub(super) fn product_page(id: Uuid) -> String {
    format!("{CATALOG}/{id}")
}

/// A form as it was sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    /// Everything that was sent under a name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(sent, _)| sent == name).map(|(_, value)| value.clone()).collect()
    }

    /// What was sent under a name; empty when nothing was.
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.text(name) == "true"
    }

    /// Labels by language, of those fields that were filled in.
    pub fn labels(&self) -> Labels {
        let filled = |(name, value): &(String, String)| {
            name.strip_prefix("labels.").and_then(|tag| Some((tag.to_owned(), entered(value)?)))
        };
        self.0.iter().filter_map(filled).collect()
    }
}

/// The fields of a form.
pub(super) struct Fields<'a> {
    pub lang: Lang,
    pub errors: &'a FormErrors,
    form: PanelForm,
}

impl<'a> Fields<'a> {
    /// The form of a product, or of a part of it, that stood at `version` when the clerk looked at it.
    pub fn at(version: &str, lang: Lang, errors: &'a FormErrors) -> Self {
        Self { lang, errors, form: PanelForm::new("").alone().field(&Field::hidden("version", version)) }
    }

    /// Adds a field.
    pub fn with(self, field: &impl Component) -> Self {
        Self { form: self.form.field(field), ..self }
    }

    /// Adds a name.
    pub fn name(self, name: &str, label: String, value: &str) -> Self {
        let field = Field::text(name, label).value(value).max_length(length(NAME)).errors(self.errors);
        self.with(&field)
    }

    /// Adds the stable word.
    pub fn code(self, value: &str) -> Self {
        let t = texts(self.lang);
        let field = Field::text("code", t.msg_code_word()).hint(t.msg_code_word_hint()).value(value);
        let field = field.max_length(length(SLUG)).errors(self.errors);
        self.with(&field)
    }

    /// Adds the place in the comparison of editions.
    pub fn position(self, value: &str) -> Self {
        let t = texts(self.lang);
        let field = Field::number("position", t.msg_position(), 1, 999).hint(t.msg_position_hint());
        let field = field.value(value).errors(self.errors);
        self.with(&field)
    }

    /// Adds a name in each language of the interface. Names in other languages, which programs stored, go through the form unseen.
    pub fn labels(mut self, labels: &Labels) -> Self {
        let stored = |tag: &str| labels.get(tag).map_or("", String::as_str);
        let t = texts(self.lang);
        for lang in Lang::ALL {
            let field = Field::text(format!("labels.{}", lang.tag()), t.msg_label_in(lang.name()));
            let field = if lang == Lang::default() { field.hint(t.msg_label_hint()) } else { field };
            let field = field.value(stored(lang.tag())).optional(self.lang).max_length(length(NAME));
            let field = field.errors(self.errors);
            self = self.with(&field);
        }
        for (tag, label) in labels.iter().filter(|(tag, _)| Lang::ALL.iter().all(|lang| lang.tag() != *tag)) {
            self = self.with(&Field::hidden(format!("labels.{tag}"), label));
        }
        self
    }

    /// The form with its buttons: one to send it, where it can be sent, and the way back.
    pub fn form(self, submit: Option<String>, back: String) -> PanelForm {
        let mut form = self.form;
        if let Some(label) = submit {
            form = form.button(Button::submit(label).primary());
        }
        form.button(Button::link(texts(self.lang).msg_cancel(), back))
    }
}

/// To the page of this product, or the form again with what was refused.
pub(super) fn answer(
    visit: &Visit,
    outcome: Outcome<Uuid, CatalogRefusal>,
    said: String,
    form: impl FnOnce(&FormErrors) -> Sheet,
) -> Result<Done, Halt> {
    match outcome {
        Ok(product) => Ok(visit.go_saying(&product_page(product), said)),
        Err(Stop::Refused(CatalogRefusal::Unknown)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => visit.show_again(&form(&FormErrors::of_refusal(&refusal, visit.lang()))),
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn length(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}
