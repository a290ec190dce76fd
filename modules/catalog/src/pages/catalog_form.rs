//! What the forms of the catalog share: how they are drawn, and how they are read.

use crate::actions::CatalogRefusal;
use crate::model::input::{NAME, SLUG, entered, slug_of};
use crate::model::labels::Labels;
use crate::texts;
use gatehouse_core::{Lang, Outcome, Stop, Uuid};
use gatehouse_web::frames::{Fold, Panel, PanelForm, Sheet};
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
        self.by_language("labels")
    }

    /// Texts by language, of those fields `NAME.TAG` that were filled in.
    pub fn by_language(&self, name: &str) -> Labels {
        let filled = |(tag, value): (String, String)| Some((tag, entered(&value)?));
        self.within(name).0.into_iter().filter_map(filled).collect()
    }

    /// What was sent below a name: `edition.code` is `code` there.
    pub fn within(&self, name: &str) -> Self {
        let below = |(sent, value): &(String, String)| {
            let field = sent.strip_prefix(name)?.strip_prefix('.')?;
            Some((field.to_owned(), value.clone()))
        };
        Self(self.0.iter().filter_map(below).collect())
    }

    /// The stable word; where it was left empty, one that is made of the name, or else this one. Without a name there is none.
    pub fn code_or(&self, otherwise: &str) -> String {
        let (code, name) = (self.text("code"), self.text("name"));
        if !code.trim().is_empty() || name.trim().is_empty() {
            return code;
        }
        slug_of(&name).unwrap_or_else(|| otherwise.to_owned())
    }
}

/// The fields of a form, or of a part of one.
pub(super) struct Fields<'a> {
    pub lang: Lang,
    pub errors: &'a FormErrors,
    /// What stands before each name; empty where this is the whole form.
    below: &'static str,
    parts: Vec<Markup>,
}

impl<'a> Fields<'a> {
    /// The form of a product, or of a part of it, that stood at `version` when the clerk looked at it.
    pub fn at(version: &str, lang: Lang, errors: &'a FormErrors) -> Self {
        Self::new("", lang, errors).with(&Field::hidden("version", version))
    }

    /// Fields whose names begin with `below`, such as `edition.`, beside others in one form. Nothing was stored yet.
    pub const fn new(below: &'static str, lang: Lang, errors: &'a FormErrors) -> Self {
        Self { lang, errors, below, parts: Vec::new() }
    }

    /// The whole name of a field.
    pub fn named(&self, name: &str) -> String {
        format!("{}{name}", self.below)
    }

    /// Adds a field.
    pub fn with(mut self, field: &impl Component) -> Self {
        self.parts.push(Markup::of(field));
        self
    }

    /// Adds a name.
    pub fn name(self, name: &str, label: String, value: &str) -> Self {
        let field = Field::text(self.named(name), label).value(value).max_length(length(NAME)).errors(self.errors);
        self.with(&field)
    }

    /// Adds the stable word.
    pub fn code(self, value: &str) -> Self {
        let hint = texts(self.lang).msg_code_word_hint();
        self.code_field(value, hint, false)
    }

    /// The same in the form of a new product: where it is left empty, one is made of the name.
    pub fn new_code(self, value: &str) -> Self {
        let hint = texts(self.lang).msg_code_word_made();
        self.code_field(value, hint, true)
    }

    fn code_field(self, value: &str, hint: String, is_optional: bool) -> Self {
        let field = Field::text(self.named("code"), texts(self.lang).msg_code_word()).hint(hint).value(value);
        let field = field.max_length(length(SLUG)).errors(self.errors);
        let field = if is_optional { field.optional(self.lang) } else { field };
        self.with(&field)
    }

    /// Adds the place in the comparison of editions.
    pub fn position(self, value: &str) -> Self {
        let t = texts(self.lang);
        let field = Field::number(self.named("position"), t.msg_position(), 1, 999).hint(t.msg_position_hint());
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
        let mut form = PanelForm::new("").alone().fields(self.parts);
        if let Some(label) = submit {
            form = form.button(Button::submit(label).primary());
        }
        form.button(Button::link(texts(self.lang).msg_cancel(), back))
    }

    /// A panel of a form that has several.
    pub fn panel(self, title: String) -> Panel {
        self.parts.iter().fold(Panel::new(title), Panel::with)
    }

    /// The same, folded away.
    pub fn fold(self, title: String, open: bool) -> Fold {
        self.parts.iter().fold(Fold::new(title).open(open), Fold::with)
    }
}

/// To the page of this product, or the form again with what was refused.
pub(super) async fn answer(
    visit: &Visit,
    outcome: Outcome<Uuid, CatalogRefusal>,
    said: String,
    form: impl FnOnce(&FormErrors) -> Sheet,
) -> Result<Done, Halt> {
    if matches!(outcome, Err(Stop::Refused(CatalogRefusal::Unknown))) {
        return Err(Halt::NotFound);
    }
    let done = async |product| Ok(visit.go_saying(&product_page(product), said));
    visit.answer(outcome, done, async |errors| Ok(form(&errors))).await
}

pub(super) fn length(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}
