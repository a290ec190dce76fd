use askama::Template;
use gatehouse_assets::Icon;

use super::{Badge, Button, Component, Drawn, Markup};

/// A thing that somebody owns, as a card: what it is, how it stands, and what to do next.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/item-card.html")]
pub struct ItemCard {
    icon: ItemIcon,
    title: String,
    href: String,
    sub: String,
    badge: Option<Badge>,
    facts: Vec<(Icon, Markup)>,
    action: Option<Button>,
}

components!(ItemCard, ItemIcon, Band, Ticks);

impl ItemCard {
    /// What it is called, and its page.
    pub fn new(icon: Icon, title: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            icon: ItemIcon::new(icon),
            title: title.into(),
            href: href.into(),
            sub: String::new(),
            badge: None,
            facts: Vec::new(),
            action: None,
        }
    }

    /// Its own picture in place of the icon, where it has one.
    #[must_use]
    pub fn picture(mut self, picture: Option<String>) -> Self {
        self.icon = self.icon.picture(picture);
        self
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

/// The picture of a thing: its own, or an icon for its kind. Says nothing that the title does not.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="item-icon" aria-hidden="true">{% if let Some(picture) = picture %}<img src="{{ picture }}" alt="" width="44" height="44">{% else %}{{ icon.svg() }}{% endif %}</span>"#,
    ext = "html"
)]
pub struct ItemIcon {
    icon: Icon,
    picture: Option<String>,
}

impl ItemIcon {
    /// An icon.
    pub const fn new(icon: Icon) -> Self {
        Self { icon, picture: None }
    }

    /// The address of its own square picture, where it has one.
    #[must_use]
    pub fn picture(mut self, picture: Option<String>) -> Self {
        self.picture = picture;
        self
    }
}

/// What matters most of a thing, side by side at the top of its page: few words, large.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<dl class="panel band">{% for (label, value, hint) in facts %}<div><dt>{{ label }}</dt><dd>{{ value }}{% if !hint.is_empty() %}<div class="hint">{{ hint }}</div>{% endif %}</dd></div>{% endfor %}</dl>"#,
    ext = "html"
)]
pub struct Band {
    facts: Vec<(String, Markup, Markup)>,
}

impl Band {
    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(self, label: impl Into<String>, value: impl AsRef<str>) -> Self {
        self.with(label, &Markup::text(value.as_ref()), Markup::default())
    }

    /// Adds a fact with a smaller line, such as a bar.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, value: &impl Component, hint: Markup) -> Self {
        self.facts.push((label.into(), Markup::of(value), hint));
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
