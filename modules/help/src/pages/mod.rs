//! HTML handlers, files named after the URL.

mod article;
mod category;
mod compared;
mod glossary;
mod help;
mod parts;
mod picture;
mod rendered;
mod staff;
mod suggested;

pub(crate) use help::SEARCHES;
pub(crate) use parts::beginning;
pub(crate) use staff::of_request;
pub(crate) use suggested::SUGGESTED;

use gatehouse_web::Doors;

/// The help center.
pub(crate) const HELP: &str = "/help";

/// Where everybody reads an article.
pub(crate) fn of_public(article: &str) -> String {
    format!("{HELP}/{article}")
}

/// Where everybody reads what is in a category; the words of the glossary stand on a page of their own.
fn category_at(slug: &str) -> String {
    if slug == "glossary" { format!("{HELP}/{slug}") } else { format!("{HELP}/category/{slug}") }
}

/// Where the team reads one.
pub(crate) fn of_staff(article: &str) -> String {
    format!("{}/{article}", staff::READ)
}

pub(crate) fn doors() -> Doors {
    Doors::new()
        .merge(help::doors())
        .merge(glossary::doors())
        .merge(category::doors())
        .merge(suggested::doors())
        .merge(article::doors())
        .merge(picture::doors())
        .merge(staff::doors())
}
