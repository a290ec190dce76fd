//! The team's side of the help center: its list, writing, pictures, reading over, publishing, categories, what readers do not find.

mod article;
mod categories;
mod edit;
mod list;
mod missed;
mod pictures;
mod question;
mod read;
mod readers;
mod text;

use gatehouse_core::Uuid;
use gatehouse_web::Doors;
use gatehouse_web::query::address;

/// Where the team reads articles.
pub(super) const READ: &str = "/staff/help/read";

/// Where the team begins an article that answers a request's question for everybody.
pub(crate) fn of_request(request: Uuid) -> String {
    address(edit::NEW, &[("request", &request.to_string())])
}

pub(super) fn doors() -> Doors {
    Doors::new()
        .merge(list::doors())
        .merge(missed::doors())
        .merge(pictures::doors())
        .merge(edit::doors())
        .merge(article::doors())
        .merge(text::doors())
        .merge(categories::doors())
        .merge(read::doors())
        .merge(readers::doors())
}
