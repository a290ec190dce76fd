//! The home pages: what is on them comes from the modules, each of which adds its own parts ([`HomeParts`]). The pages themselves know
//! no module.

use crate::halt::Halt;
use crate::scope::Company;
use crate::view::{Button, Entry, Icon, Markup, Notice, Plot, Tile, Tone};
use crate::{Customer, Staff};
use gatehouse_core::async_trait;
use std::sync::Arc;

/// What needs the person.
#[derive(Clone, Debug)]
pub struct Attention {
    /// How urgent it is.
    pub tone: Tone,
    /// What it is about.
    pub title: String,
    /// What to do, in a sentence.
    pub text: String,
    /// Where to do it.
    pub action: Button,
}

/// A step of somebody who has just begun.
#[derive(Clone, Debug)]
pub struct Step {
    /// What to do.
    pub title: String,
    /// How, in a sentence.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// Where to do it; shown at the first one that is not done.
    pub action: Option<Button>,
}

/// A group of cards.
#[derive(Clone, Debug)]
pub struct Cards {
    /// Its place among the groups.
    pub order: u16,
    /// What they are.
    pub title: String,
    /// The way to all of them.
    pub all: Option<Button>,
    /// The cards.
    pub cards: Vec<Markup>,
}

/// What belongs to setting the installation up, once.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its place among the others.
    pub order: u16,
    /// What to do.
    pub title: String,
    /// Why or how, in a sentence.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// Where to do it, where a page does it.
    pub href: Option<&'static str>,
}

/// What the modules have for one person.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// What needs the person, the most urgent first.
    pub attention: Vec<Attention>,
    /// The first steps; none when they are done.
    pub steps: Vec<Step>,
    /// What the person has.
    pub cards: Vec<Cards>,
    /// What happened lately, and the way to all of it.
    pub recent: Vec<Entry>,
    /// The way to all that happened.
    pub all_recent: Option<Button>,
    /// Staff: numbers of the day, each with its place.
    pub tiles: Vec<(u16, Tile)>,
    /// Staff: numbers over time, each with its place.
    pub plots: Vec<(u16, Plot)>,
    /// Administrators: what is left to set up.
    pub tasks: Vec<Task>,
}

impl Home {
    /// Whether no module has anything.
    pub fn is_empty(&self) -> bool {
        let Self { attention, steps, cards, recent, all_recent: _, tiles, plots, tasks } = self;
        let has_cards = !cards.is_empty() || !tiles.is_empty() || !plots.is_empty();
        attention.is_empty()
            && steps.is_empty()
            && recent.is_empty()
            && !has_cards
            && tasks.iter().all(|task| task.done)
    }
}

/// What a module adds to the home pages.
#[async_trait]
pub trait HomeParts: Send + Sync {
    /// For a signed-in customer. Few queries, whatever they have.
    async fn customer(&self, _customer: &Customer, _home: &mut Home) -> Result<(), Halt> {
        Ok(())
    }
    /// For a user of a company, on its first page: what needs them in its name. Few queries.
    async fn company(&self, _customer: &Customer, _company: &Company, _needs: &mut Vec<Attention>) -> Result<(), Halt> {
        Ok(())
    }
    /// For a member of staff, by role.
    async fn staff(&self, _staff: &Staff, _home: &mut Home) -> Result<(), Halt> {
        Ok(())
    }
}

/// The parts of all modules. In the services.
#[derive(Clone, Default)]
pub struct Homes(Vec<Arc<dyn HomeParts>>);

impl Homes {
    pub(crate) fn new(all: impl IntoIterator<Item = Arc<dyn HomeParts>>) -> Self {
        Self(all.into_iter().collect())
    }

    /// What all modules have for a customer.
    pub async fn of_customer(&self, customer: &Customer) -> Result<Home, Halt> {
        let mut home = Home::default();
        for parts in &self.0 {
            parts.customer(customer, &mut home).await?;
        }
        home.attention.sort_by_key(Attention::rank);
        home.cards.sort_by_key(|cards| cards.order);
        Ok(home)
    }

    /// What needs a customer in the name of the company on whose page they are, the most urgent first.
    pub async fn of_company(&self, customer: &Customer) -> Result<Vec<Attention>, Halt> {
        let mut needs = Vec::new();
        if let Some(company) = customer.scope.company() {
            for parts in &self.0 {
                parts.company(customer, company, &mut needs).await?;
            }
        }
        needs.sort_by_key(Attention::rank);
        Ok(needs)
    }

    /// What all modules have for a member of staff.
    pub async fn of_staff(&self, staff: &Staff) -> Result<Home, Halt> {
        let mut home = Home::default();
        for parts in &self.0 {
            parts.staff(staff, &mut home).await?;
        }
        home.attention.sort_by_key(Attention::rank);
        home.tiles.sort_by_key(|(order, _)| *order);
        home.plots.sort_by_key(|(order, _)| *order);
        home.tasks.sort_by_key(|task| task.order);
        Ok(home)
    }
}

impl Attention {
    /// The most urgent stand first.
    const fn rank(&self) -> u8 {
        match self.tone {
            Tone::Bad => 0,
            Tone::Warn => 1,
            Tone::Info | Tone::Neutral => 2,
            Tone::Good => 3,
        }
    }

    /// The same above a page that is no home page.
    pub fn notice(self) -> Notice {
        let notice = match self.tone {
            Tone::Good => Notice::good(self.text),
            Tone::Warn => Notice::warn(self.text),
            Tone::Bad => Notice::bad(self.text),
            Tone::Info | Tone::Neutral => Notice::info(self.text),
        };
        notice.title(self.title).button(self.action)
    }

    /// Its icon.
    pub const fn icon(&self) -> Icon {
        match self.tone {
            Tone::Good => Icon::Good,
            Tone::Warn => Icon::Alert,
            Tone::Bad => Icon::Error,
            Tone::Info | Tone::Neutral => Icon::Info,
        }
    }
}
