//! One search over everything that staff look for: each module finds by its own kinds of key, checks the right, and writes the look to the
//! audit log as its own search does. What was typed may be a code or an address, so it is posted and stands in no address.

use crate::Staff;
use crate::halt::Halt;
use crate::view::{Badge, Button, Icon};
use gatehouse_core::{Lang, Role, async_trait};
use std::sync::Arc;

/// The most hits of one module.
pub const MOST_HITS: usize = 10;

/// What was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is called.
    pub title: String,
    /// What else tells it apart.
    pub about: String,
    /// Its page.
    pub href: String,
    /// Its state.
    pub badge: Option<Badge>,
}

/// What a module found.
#[derive(Clone, Debug)]
pub struct Hits {
    /// What kind of things these are ("Licenses").
    pub kind: String,
    /// Beside each of them.
    pub icon: Icon,
    /// At most [`MOST_HITS`].
    pub items: Vec<Hit>,
    /// The way to the rest, where there are more: posts what was typed.
    pub rest: Option<Button>,
    /// Said where nothing was found, such as the place of a typing error.
    pub hint: Option<String>,
}

impl Hits {
    /// Nothing yet.
    pub fn new(kind: impl Into<String>, icon: Icon) -> Self {
        Self { kind: kind.into(), icon, items: Vec::new(), rest: None, hint: None }
    }
}

/// What one module finds by.
#[async_trait]
pub trait Search: Send + Sync {
    /// Whose search asks it; administrators' always.
    fn roles(&self) -> &'static [Role];
    /// By what it finds, in words: "activation code, license number".
    fn keys(&self, lang: Lang) -> String;
    /// What has this key; `None` when the text is none of its keys, and then nothing was looked at.
    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt>;
}

/// The searches of all modules. In the services.
#[derive(Clone, Default)]
pub struct Searches(Vec<Arc<dyn Search>>);

impl Searches {
    pub(crate) fn new(all: impl IntoIterator<Item = Arc<dyn Search>>) -> Self {
        Self(all.into_iter().collect())
    }

    /// Those that this member of staff may ask.
    pub fn of<'a>(&'a self, staff: &'a Staff) -> impl Iterator<Item = &'a Arc<dyn Search>> {
        self.0.iter().filter(|search| staff.is_any_of(search.roles()))
    }
}
