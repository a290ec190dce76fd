//! The team's side of the help center: its list, writing, reading over, publishing, categories.

mod article;
mod categories;
mod edit;
mod list;
mod read;
mod text;

use gatehouse_web::Doors;

/// Where the team reads articles.
pub(super) const READ: &str = "/staff/help/read";

pub(super) fn doors() -> Doors {
    Doors::new()
        .merge(list::doors())
        .merge(edit::doors())
        .merge(article::doors())
        .merge(text::doors())
        .merge(categories::doors())
        .merge(read::doors())
}
