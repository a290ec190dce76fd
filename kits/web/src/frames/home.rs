//! The home page of customers and of staff.

use crate::home::Home;
use crate::texts::Speaks;
use crate::view::*;
use crate::visit::Visit;
use askama::Template;
use gatehouse_core::Lang;

/// A greeting, and what the modules have.
#[derive(Template)]
#[template(path = "frames/home.html")]
pub struct HomePage {
    page: Page,
    head: PageHead,
    lang: Lang,
    home: Home,
    done: String,
    empty: Option<Empty>,
}

impl HomePage {
    /// With its greeting. `empty` stands there when no module has anything.
    pub fn new(visit: &Visit, title: impl Into<String>, head: PageHead, home: Home, empty: Option<Empty>) -> Self {
        let (lang, format) = (visit.lang(), visit.format());
        let count = |n: usize| format.number(i64::try_from(n).unwrap_or(i64::MAX));
        let finished = home.tasks.iter().filter(|task| task.done).count();
        let done = lang.texts().msg_home_tasks_done(count(finished), count(home.tasks.len()));
        let empty = empty.filter(|_| home.is_empty());
        Self { page: visit.page(title), head: head.greeting(), lang, home, done, empty }
    }

    /// The first step that is not done.
    fn current_step(&self) -> usize {
        self.home.steps.iter().position(|step| !step.done).unwrap_or(usize::MAX)
    }

    /// Whether something is left to set up.
    fn has_open_tasks(&self) -> bool {
        self.home.tasks.iter().any(|task| !task.done)
    }

    fn recent(&self) -> Timeline {
        Timeline::new(self.home.recent.iter().cloned())
    }
}
