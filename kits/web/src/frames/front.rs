//! The public front: what visitors can do here, and the sign-in beside it.

use crate::module::Navigation;
use crate::navigation::is_met;
use crate::view::*;
use crate::visit::Visit;
use askama::Template;
use gatehouse_core::Fault;

/// The front page.
#[derive(Template)]
#[template(path = "frames/front.html")]
pub struct Front {
    page: Page,
    title: String,
    lede: String,
    ways: Vec<(Icon, String, String, String)>,
    card_title: String,
    card: Markup,
    below: Option<(String, String, String)>,
}

impl Front {
    /// With a headline and a sentence; the ways come from the modules, those that are open now.
    pub async fn new(visit: &Visit, title: String, lede: String) -> Result<Self, Fault> {
        let lang = visit.lang();
        let navigation = visit.cx.service::<Navigation>()?;
        let figures = navigation.read(&visit.cx).await?;
        let ways = navigation.ways.iter().filter(|way| is_met(way.condition, &figures));
        let ways = ways.map(|way| (way.icon, (way.label)(lang), (way.text)(lang), way.href.to_owned())).collect();
        let page = visit.page(title.clone()).described(lede.clone());
        Ok(Self { page, title, lede, ways, card_title: String::new(), card: Markup::default(), below: None })
    }

    /// One more way in, such as the vendor's help.
    #[must_use]
    pub fn way(mut self, icon: Icon, label: String, text: String, href: String) -> Self {
        self.ways.push((icon, label, text, href));
        self
    }

    /// What stands beside: a heading and a form.
    #[must_use]
    pub fn card(mut self, title: impl Into<String>, form: &impl Component) -> Self {
        self.card_title = title.into();
        self.card = Markup::of(form);
        self
    }

    /// A way on below the form: a sentence, a label and an address.
    #[must_use]
    pub fn below(mut self, text: String, label: String, href: String) -> Self {
        self.below = Some((text, label, href));
        self
    }
}
