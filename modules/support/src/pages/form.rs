//! What stands in the form of a new request: from an address that leads to it (SUP-21), a draft, or what was sent.

use crate::actions::open_request::OpenRequest;
use crate::model::category::Category;
use crate::model::files::draft_seal;
use crate::model::form::{FieldName, at};
use crate::queries::drafts::Typed;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_web::query::Asked;
use std::collections::BTreeMap;

/// The fields that every category may have.
const NAMES: [&str; 13] = [
    "category",
    "subject",
    "description",
    "area",
    "product",
    "version",
    "license",
    "contract",
    "critical",
    "callback",
    "confidential",
    "follows",
    "accept_conditions",
];

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads every field that there is.
    pub(super) fn read(field: impl Fn(&str) -> String) -> Self {
        let of_category = FieldName::ALL.into_iter().map(at);
        let names = NAMES.into_iter().map(str::to_owned).chain(of_category);
        Self(names.map(|name| (field(&name), name)).filter(|(text, _)| !text.is_empty()).map(|(t, n)| (n, t)).collect())
    }

    /// From an address: a field of a category may stand there by its bare name, and nobody accepts anything by a link.
    pub(super) fn of_address(asked: &Asked) -> Self {
        Self::read(|name| match name.strip_prefix("fields.") {
            Some(bare) => {
                [asked.get(name), asked.get(bare)].into_iter().find(|text| !text.is_empty()).unwrap_or_default()
            }
            None if name == "accept_conditions" => String::new(),
            None => asked.get(name),
        })
    }

    /// From a draft.
    pub(super) fn of_draft(typed: &Typed) -> Self {
        Self::read(|name| typed.get(name).cloned().unwrap_or_default())
    }

    /// With another text in a field; an empty one takes it out.
    pub(super) fn with(mut self, name: &str, text: String) -> Self {
        self.0.remove(name);
        self.0.extend(Some((name.to_owned(), text)).filter(|(_, text)| !text.is_empty()));
        self
    }

    /// A field; empty where nothing stands in it.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// An id that stands in a field.
    pub(super) fn id(&self, name: &str) -> Option<Uuid> {
        Uuid::parse_str(self.get(name)).ok()
    }

    /// Whether a box is ticked.
    pub(super) fn is_ticked(&self, name: &str) -> bool {
        self.get(name) == "true"
    }

    /// What it is about.
    pub(super) fn category(&self) -> Option<Category> {
        Category::from_word(self.get("category"))
    }

    /// As it is kept.
    pub(super) fn value(&self) -> serde_json::Value {
        serde_json::json!(self.0)
    }

    /// As the action reads it.
    pub(super) fn input(&self, draft: Option<Uuid>) -> OpenRequest {
        let text = |name: &str| self.get(name).to_owned();
        let field = |name: FieldName| Some((name.word().to_owned(), self.0.get(&at(name))?.clone()));
        OpenRequest {
            draft: draft.map(|id| id.to_string()).unwrap_or_default(),
            category: text("category"),
            subject: text("subject"),
            description: text("description"),
            product: text("product"),
            version: text("version"),
            license: text("license"),
            contract: text("contract"),
            critical: text("critical"),
            accept_conditions: text("accept_conditions"),
            callback: text("callback"),
            confidential: text("confidential"),
            follows: text("follows"),
            fields: FieldName::ALL.into_iter().filter_map(field).collect(),
        }
    }
}

/// The draft of a form, which may not be kept yet: its id, and that a page of ours has made it for this account.
#[derive(Clone, Copy, Debug)]
pub(super) struct DraftToken {
    /// The id.
    pub id: Uuid,
    /// Whether a draft may begin with it.
    pub begins: bool,
}

impl DraftToken {
    /// A new one.
    pub(super) fn new(cx: &Cx) -> Self {
        Self { id: cx.id(), begins: true }
    }

    /// The one of an address: `ID`, or `ID.SEAL`.
    pub(super) fn of(cx: &Cx, account: Uuid, text: &str) -> Option<Self> {
        let (id, seal) = text.split_once('.').unwrap_or((text, ""));
        let id = Uuid::parse_str(id).ok()?;
        Some(Self { id, begins: seal == draft_seal(cx, id, account) })
    }

    /// As it stands in an address.
    pub(super) fn text(&self, cx: &Cx, account: Uuid) -> String {
        format!("{}.{}", self.id, draft_seal(cx, self.id, account))
    }
}
