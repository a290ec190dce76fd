//! What the console's pages share: their frames, and how a refusal gets to its field.

use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_passwords::Policy;
use gatehouse_web::Halt;
use gatehouse_web::view::*;

/// Facts and forms.
#[derive(Template)]
#[template(path = "staff/panels.html")]
pub(super) struct PanelsPage {
    pub(super) page: Page,
    pub(super) head: PageHead,
    pub(super) summary: ErrorSummary,
    pub(super) notice: Option<Notice>,
    pub(super) panels: Vec<Panel>,
}

/// One card with one form.
#[derive(Template)]
#[template(path = "staff/card.html")]
pub(super) struct CardPage {
    pub(super) page: Page,
    pub(super) lede: String,
    pub(super) summary: ErrorSummary,
    pub(super) notice: Option<Notice>,
    pub(super) action: String,
    pub(super) fields: Vec<Markup>,
    pub(super) submit: Button,
    pub(super) foot: Option<(String, String)>,
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "staff/codes.html")]
pub(super) struct CodesPage {
    pub(super) page: Page,
    pub(super) head: PageHead,
    pub(super) notice: Notice,
    pub(super) codes: CodeList,
    pub(super) done: Button,
}

/// A panel of a page.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<section class="panel{% if danger %} danger{% endif %}">{% if !title.is_empty() %}<div class="panel-head"><h2>{{ title }}</h2></div>{% endif %}{% if let Some(table) = table %}{{ table }}{% endif %}{% if !parts.is_empty() %}<div class="panel-body stack">{% for part in parts %}{{ part }}{% endfor %}</div>{% endif %}</section>"#,
    ext = "html"
)]
pub(super) struct Panel {
    title: String,
    table: Option<Table>,
    parts: Vec<Markup>,
    danger: bool,
}

impl HtmlSafe for Panel {}

impl Panel {
    /// An empty panel; an empty title writes no head.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Holds what takes something away.
    pub(super) fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Adds a component.
    pub(super) fn with(mut self, part: &impl Component) -> Self {
        self.parts.push(Markup::of(part));
        self
    }

    /// Adds a paragraph.
    pub(super) fn text(self, text: impl Into<String>) -> Self {
        self.with(&Paragraph { text: text.into() })
    }

    /// With a table from edge to edge.
    pub(super) fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }
}

#[derive(Template)]
#[template(source = "<p>{{ text }}</p>", ext = "html")]
struct Paragraph {
    text: String,
}

impl HtmlSafe for Paragraph {}

/// A form within a panel.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<form method="post" action="{{ action }}" class="stack" novalidate data-guard>{% for field in fields %}{{ field }}{% endfor %}{% if !buttons.is_empty() %}<div class="actions">{% for button in buttons %}{{ button }}{% endfor %}</div>{% endif %}</form>"#,
    ext = "html"
)]
pub(super) struct PanelForm {
    action: String,
    fields: Vec<Markup>,
    buttons: Vec<Button>,
}

impl HtmlSafe for PanelForm {}

impl PanelForm {
    /// Posts to `action`.
    pub(super) fn new(action: impl Into<String>) -> Self {
        Self { action: action.into(), fields: Vec::new(), buttons: Vec::new() }
    }

    /// Adds a field.
    pub(super) fn field(mut self, field: &impl Component) -> Self {
        self.fields.push(Markup::of(field));
        self
    }

    /// Adds a button.
    pub(super) fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }
}

/// Every error of a refusal at its field; one without a field stands above the form.
pub(super) fn errors_of(lang: Lang, refusal: &dyn Refusal) -> FormErrors {
    FormErrors::of_refusal(refusal, lang)
}

/// The rules that are shown while a password is typed.
pub(super) fn password_rules(policy: Policy, login: String) -> PasswordRules {
    PasswordRules {
        min_length: u32::try_from(policy.least()).unwrap_or(u32::MAX),
        composition: policy.asks_composition(),
        login: Some(login),
    }
}

/// An id in an address; anything else is nothing that is here.
pub(super) fn id_in(path: &str) -> Result<Uuid, Halt> {
    Uuid::parse_str(path).map_err(|_| Halt::NotFound)
}
