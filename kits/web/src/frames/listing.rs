//! A list within a page.

use crate::list::ChosenBar;
use crate::view::*;
use askama::Template;
use askama::filters::HtmlSafe;

/// A list: its tools, the table or what stands in place of an empty one, and the way to its other pages.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<section class="panel">{% if let Some(tools) = tools %}<div class="panel-body">{{ tools }}</div>{% endif %}{% if table.is_empty() %}{{ empty }}{% else %}{{ table }}{% if let Some(chosen) = chosen %}{{ chosen }}{% endif %}{{ pager }}{% endif %}</section>"#,
    ext = "html"
)]
pub struct Listing {
    /// None while there is nothing to filter.
    pub tools: Option<ListTools>,
    /// The rows of this page.
    pub table: Table,
    /// What stands there when there are none.
    pub empty: Empty,
    /// What can be done with the rows that are ticked.
    pub chosen: Option<ChosenBar>,
    /// The way on.
    pub pager: Pager,
}

impl HtmlSafe for Listing {}
