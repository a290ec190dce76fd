use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::{Button, Drawn, Filters};
use crate::texts::Speaks;

/// What a list can do, in one row above it: filters, the choice of columns, the file.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/list-tools.html")]
pub struct ListTools {
    filters: Option<Filters>,
    columns: Option<ColumnChoice>,
    file: Option<Button>,
}

/// The columns of a list, to be ticked; sent like the filters, so that the address keeps them. Needs no script.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/column-choice.html")]
pub struct ColumnChoice {
    lang: Lang,
    action: String,
    method: &'static str,
    kept: Vec<(String, String)>,
    columns: Vec<(String, String, bool)>,
}

components!(ListTools, ColumnChoice);

impl ListTools {
    /// None yet.
    pub const fn new() -> Self {
        Self { filters: None, columns: None, file: None }
    }

    /// The filters, where there are any.
    #[must_use]
    pub fn filters(mut self, filters: Filters) -> Self {
        self.filters = Some(filters).filter(|filters| !filters.is_empty());
        self
    }

    /// The choice of columns.
    #[must_use]
    pub fn columns(mut self, columns: ColumnChoice) -> Self {
        self.columns = Some(columns);
        self
    }

    /// The button that saves the list as a file.
    #[must_use]
    pub fn file(mut self, file: Button) -> Self {
        self.file = Some(file);
        self
    }
}

impl Default for ListTools {
    fn default() -> Self {
        Self::new()
    }
}

impl ColumnChoice {
    /// The columns of the list at `action`: name, label, and whether each is shown. The first one always is.
    pub fn new(
        lang: Lang,
        action: impl Into<String>,
        columns: impl IntoIterator<Item = (String, String, bool)>,
    ) -> Self {
        let columns = columns.into_iter().collect();
        Self { lang, action: action.into(), method: "get", kept: Vec::new(), columns }
    }

    /// Sends the choice by POST, where what is searched must not stand in an address.
    #[must_use]
    pub const fn posted(mut self) -> Self {
        self.method = "post";
        self
    }

    /// What choosing must not lose: filters and order.
    #[must_use]
    pub fn keep(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.kept.push((name.into(), value.into()));
        self
    }
}
