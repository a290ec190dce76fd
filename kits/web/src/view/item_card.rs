use askama::Template;
use gatehouse_assets::Icon;

use super::{Badge, Button, Component, Drawn, Markup};

/// A thing that somebody owns, as a card: what it is, how it stands, and what to do next.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/item-card.html")]
pub struct ItemCard {
    icon: Icon,
    title: String,
    href: String,
    sub: String,
    badge: Option<Badge>,
    facts: Vec<(Icon, Markup)>,
    action: Option<Button>,
}

components!(ItemCard, Ticks);

impl ItemCard {
    /// What it is called, and its page.
    pub fn new(icon: Icon, title: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            icon,
            title: title.into(),
            href: href.into(),
            sub: String::new(),
            badge: None,
            facts: Vec::new(),
            action: None,
        }
    }

    /// Which one of its kind.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "nobody subtracts from a card")]
    pub fn sub(mut self, text: impl Into<String>) -> Self {
        self.sub = text.into();
        self
    }

    /// Its state.
    #[must_use]
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badge = Some(badge);
        self
    }

    /// A fact with its icon.
    #[must_use]
    pub fn fact(mut self, icon: Icon, fact: &impl Component) -> Self {
        self.facts.push((icon, Markup::of(fact)));
        self
    }

    /// What to do next.
    #[must_use]
    pub fn action(mut self, button: Option<Button>) -> Self {
        self.action = button;
        self
    }
}

/// What something has and has not, ticked.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<ul class="ticks">{% for (label, has, spoken) in lines %}<li class="{% if has %}has{% else %}lacks{% endif %}">{% if has %}{{ Icon::Check.svg() }}{% else %}{{ Icon::Close.svg() }}{% endif %}<span>{{ label }}<span class="sr-only">: {{ spoken }}</span></span></li>{% endfor %}</ul>"#,
    ext = "html"
)]
pub struct Ticks {
    lines: Vec<(String, bool, String)>,
}

impl Ticks {
    /// Each with the words for having and lacking it.
    pub fn new(lines: impl IntoIterator<Item = (String, bool)>, has: &str, lacks: &str) -> Self {
        let spoken = |is: bool| if is { has } else { lacks }.to_owned();
        Self { lines: lines.into_iter().map(|(label, is)| (label, is, spoken(is))).collect() }
    }
}
