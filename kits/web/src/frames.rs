//! The frames of pages: [`Sheet`], and [`Card`] for signing in, with [`Panel`], [`PanelForm`], [`Listing`] and others in them.

pub mod front;
pub mod home;
pub mod listing;
pub mod paper_check;
pub mod parts;
pub mod prose;

pub use front::Front;
pub use home::HomePage;
pub use listing::Listing;
pub use paper_check::{PaperCheck, TypedPaper};
pub use parts::{Actions, CardList, Fold, Paragraph, Points, Row, Split, Tabs};
pub use prose::Prose;

use crate::view::*;
use crate::visit::Visit;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Refusal;

/// An ordinary page: its head, and parts one under the other.
#[derive(Template)]
#[template(path = "frames/sheet.html")]
pub struct Sheet {
    page: Page,
    head: PageHead,
    summary: ErrorSummary,
    notices: Vec<Notice>,
    narrow: bool,
    parts: Vec<Markup>,
}

impl Sheet {
    /// A page with this head.
    pub fn new(visit: &Visit, title: impl Into<String>, head: PageHead) -> Self {
        let summary = ErrorSummary::new(visit.lang(), &FormErrors::new());
        let page = visit.page(title);
        Self { page, head, summary, notices: Vec::new(), narrow: false, parts: Vec::new() }
    }

    /// As wide as text is read: for forms.
    #[must_use]
    pub const fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// What is wrong with what was sent, at the top; the fields say it as well.
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        self.summary = ErrorSummary::new(self.page.lang, errors);
        if !errors.is_empty() {
            self.page = self.page.refused(true);
        }
        self
    }

    /// Whether something is wrong with what was asked for, where the fields alone say it.
    #[must_use]
    pub fn refused(mut self, refused: bool) -> Self {
        self.page = self.page.refused(refused);
        self
    }

    /// Why a button without a form did nothing.
    #[must_use]
    pub fn refusal(mut self, refusal: Option<&dyn Refusal>) -> Self {
        let Some(refusal) = refusal else { return self };
        let notice = Notice::bad(refusal.text(self.page.lang)).spoken();
        let notice = match refusal.way(self.page.lang) {
            Some((words, place)) => notice.action(words, place),
            None => notice,
        };
        self.notices.push(match refusal.next(self.page.lang) {
            Some(next) => notice.more(next),
            None => notice,
        });
        self.page = self.page.refused(true);
        self
    }

    /// Adds notices.
    #[must_use]
    pub fn notices(mut self, notices: impl IntoIterator<Item = Notice>) -> Self {
        self.notices.extend(notices);
        self
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &impl Component) -> Self {
        self.parts.push(Markup::of(part));
        self
    }
}

/// A page with one card in the middle.
#[derive(Template)]
#[template(path = "frames/card.html")]
pub struct Card {
    page: Page,
    lede: Vec<String>,
    summary: ErrorSummary,
    notices: Vec<Notice>,
    parts: Vec<Markup>,
    ways: Vec<Way>,
}

/// A way to another page: a sentence, and a link.
struct Way {
    text: String,
    label: String,
    href: String,
}

impl Card {
    /// A card with a title.
    pub fn new(visit: &Visit, title: impl Into<String>, errors: &FormErrors) -> Self {
        Self {
            page: visit.page(title).refused(!errors.is_empty()),
            lede: Vec::new(),
            summary: ErrorSummary::new(visit.lang(), errors),
            notices: Vec::new(),
            parts: Vec::new(),
            ways: Vec::new(),
        }
    }

    /// Adds a sentence below the title.
    #[must_use]
    pub fn lede(mut self, text: impl Into<String>) -> Self {
        self.lede.push(text.into());
        self
    }

    /// Adds a notice.
    #[must_use]
    pub fn notice(mut self, notice: Option<Notice>) -> Self {
        self.notices.extend(notice);
        self
    }

    /// Adds a part: a form, a button, advice.
    #[must_use]
    pub fn with(mut self, part: &impl Component) -> Self {
        self.parts.push(Markup::of(part));
        self
    }

    /// Adds a way to another page; the sentence may be empty.
    #[must_use]
    pub fn way(mut self, text: impl Into<String>, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.ways.push(Way { text: text.into(), label: label.into(), href: href.into() });
        self
    }
}

/// A panel of a page: a head, a table from edge to edge, and parts.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<section class="panel{% if danger %} danger{% endif %}"{% if !id.is_empty() %} id="{{ id }}"{% endif %}>{% if !title.is_empty() %}<div class="panel-head"><h2>{{ title }}</h2>{% if let Some(add) = add %}{{ add }}{% endif %}</div>{% endif %}{% if let Some(lede) = lede %}<div class="panel-body">{{ lede }}</div>{% endif %}{% if let Some(table) = table %}{{ table }}{% endif %}{% if let Some(list) = list %}{{ list }}{% endif %}{% if !parts.is_empty() %}<div class="panel-body stack">{% for part in parts %}{{ part }}{% endfor %}</div>{% endif %}</section>"#,
    ext = "html"
)]
pub struct Panel {
    id: String,
    title: String,
    add: Option<Button>,
    lede: Option<Paragraph>,
    table: Option<Table>,
    list: Option<Markup>,
    parts: Vec<Markup>,
    danger: bool,
}

impl HtmlSafe for Panel {}

impl Panel {
    /// An empty panel; an empty title writes no head.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// With an address of its own within the page.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Holds what takes something away.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// A button in the head.
    #[must_use]
    pub fn button(mut self, button: Option<Button>) -> Self {
        self.add = button;
        self
    }

    /// A paragraph before the table.
    #[must_use]
    pub fn lede(mut self, text: impl Into<String>) -> Self {
        self.lede = Some(Paragraph::new(text));
        self
    }

    /// Adds a component.
    #[must_use]
    pub fn with(mut self, part: &impl Component) -> Self {
        self.parts.push(Markup::of(part));
        self
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.with(&Paragraph::new(text))
    }

    /// With a table from edge to edge.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }

    /// With a component from edge to edge.
    #[must_use]
    pub fn edge_to_edge(mut self, list: &impl Component) -> Self {
        self.list = Some(Markup::of(list));
        self
    }

    /// With a table, or a sentence when it has no rows.
    #[must_use]
    pub fn table_or(self, table: Table, none: impl Into<String>) -> Self {
        if table.is_empty() { self.with(&Paragraph::muted(none)) } else { self.table(table) }
    }
}

/// A form: within a panel, in a card, or as a panel of its own.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<form method="post"{% if !action.is_empty() %} action="{{ action }}"{% endif %} class="{{ class }}"{% if !id.is_empty() %} id="{{ id }}"{% endif %}{% if has_file %} enctype="multipart/form-data"{% endif %} novalidate{% if guarded %} data-guard{% endif %}>{% if !title.is_empty() %}<div class="panel-head"><h2>{{ title }}</h2></div>{% endif %}{% if class == "panel" %}<div class="panel-body">{% endif %}{% for field in fields %}{{ field }}{% endfor %}{% if !buttons.is_empty() %}<div class="actions">{% for button in buttons %}{{ button }}{% endfor %}</div>{% endif %}{% if class == "panel" %}</div>{% endif %}</form>"#,
    ext = "html"
)]
pub struct PanelForm {
    action: String,
    class: &'static str,
    id: &'static str,
    title: String,
    guarded: bool,
    has_file: bool,
    fields: Vec<Markup>,
    buttons: Vec<Button>,
}

impl HtmlSafe for PanelForm {}

impl PanelForm {
    /// Posts to `action`; an empty one is the page's own address. Leaving the page with changes asks first.
    pub fn new(action: impl Into<String>) -> Self {
        Self { action: action.into(), class: "stack", guarded: true, ..Self::default() }
    }

    /// In a card: leaving the page asks nothing.
    pub fn in_card(action: impl Into<String>) -> Self {
        Self { guarded: false, ..Self::new(action) }
    }

    /// Around whole panels.
    #[must_use]
    pub const fn around_panels(mut self) -> Self {
        self.class = "stack loose";
        self
    }

    /// As a panel of its own.
    #[must_use]
    pub const fn alone(mut self) -> Self {
        self.class = "panel";
        self
    }

    /// As a panel of its own among others: with a head, and an address within the page.
    #[must_use]
    pub fn titled(mut self, id: &'static str, title: impl Into<String>) -> Self {
        self.id = id;
        self.title = title.into();
        self.alone()
    }

    /// Leaving the page asks nothing: what is typed is not worth it, or secret.
    #[must_use]
    pub const fn unguarded(mut self) -> Self {
        self.guarded = false;
        self
    }

    /// Sends a file ([`crate::Uploaded`]).
    #[must_use]
    pub const fn with_file(mut self) -> Self {
        self.has_file = true;
        self
    }

    /// Adds a field.
    #[must_use]
    pub fn field(mut self, field: &impl Component) -> Self {
        self.fields.push(Markup::of(field));
        self
    }

    /// Adds fields.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = Markup>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// Adds the main button of a card.
    #[must_use]
    pub fn submit(self, label: impl Into<String>) -> Self {
        self.field(&Button::submit(label).primary().wide())
    }
}
