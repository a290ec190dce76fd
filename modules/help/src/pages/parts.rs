//! What several pages of the help center show.

use super::picture::PICTURES;
use super::{HELP, of_public, of_staff};
use crate::model::words::Reader;
use crate::queries::reading::Item;
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Uuid;
use gatehouse_web::Visit;
use gatehouse_web::frames::parts::HitList;
use gatehouse_web::view::*;

/// Who reads this page.
pub(super) fn reader(visit: &Visit) -> Reader {
    crate::rights::reader(&visit.cx)
}

/// Where this reader reads an article.
pub(super) fn place(reader: Reader, item: &Item) -> String {
    if reader == Reader::Staff { of_staff(&item.place()) } else { of_public(&item.place()) }
}

/// Where a link of an article leads from this page: the console may have another name than the portal, and gets its pictures by a door of its own.
pub(super) fn from_here(visit: &Visit) -> impl Fn(&str) -> String {
    let (own, staff) = (visit.origin_unless_here(HELP).to_owned(), visit.origin_unless_here("/staff/help").to_owned());
    let is_console = gatehouse_web::visit::is_staff(visit.path.split('?').next().unwrap_or("/"));
    move |to: &str| {
        if to.starts_with(PICTURES) {
            return if is_console { format!("/staff{to}") } else { to.to_owned() };
        }
        let is_staff = gatehouse_web::visit::is_staff(to);
        format!("{}{to}", if is_staff { &staff } else { &own })
    }
}

/// The form of a search: what is sought stands in the address, so that the page can be sent to somebody.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<form method="get" action="{{ action }}" role="search" class="panel"><div class="panel-body stack">{{ field }}{% if let Some(products) = products %}{{ products }}{% endif %}<div class="actions">{{ button }}</div></div></form>"#,
    ext = "html"
)]
pub(super) struct SearchForm {
    action: &'static str,
    field: Field,
    products: Option<Select>,
    button: Button,
}

impl HtmlSafe for SearchForm {}

impl SearchForm {
    /// With what was sought, and the products that there are articles about.
    pub(super) fn new(visit: &Visit, words: &str, products: &[(Uuid, String)], product: Option<Uuid>) -> Self {
        let t = texts(visit.lang());
        let chosen = product.map(|id| id.to_string()).unwrap_or_default();
        let products = (!products.is_empty()).then(|| {
            let choices = products.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
            Select::new("product", t.msg_product(), choices).first(t.msg_any_product()).value(&chosen).plain()
        });
        let field = Field::search("q", t.msg_search()).value(words).max_length(200).plain();
        Self { action: HELP, field, products, button: Button::submit(t.msg_search_do()).icon(Icon::Search).primary() }
    }
}

/// Articles, each with the beginning of its text.
pub(super) fn hits(reader: Reader, items: &[Item]) -> HitList {
    HitList::new(items.iter().map(|item| {
        let icon = match item.kind {
            crate::model::words::Kind::Question => Icon::Help,
            crate::model::words::Kind::Article => Icon::Info,
            crate::model::words::Kind::Term => Icon::Number,
        };
        (icon, item.title.clone(), place(reader, item), beginning(&item.body), None)
    }))
}

/// The number of an article and the day of its text (ALL-10).
pub(super) fn about(visit: &Visit, item: &Item) -> String {
    let t = texts(visit.lang());
    match item.published_at {
        Some(at) => t.msg_article_about(item.number.to_string(), visit.format().date(at)),
        None => t.msg_article_number(item.number.to_string()),
    }
}

/// The first sentence or two of a text.
pub(crate) fn beginning(body: &str) -> String {
    use crate::model::markdown::{Block, of_pieces, parse};
    const MOST: usize = 160;
    let blocks = parse(body);
    let first = blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(of_pieces(text)),
        _ => None,
    });
    let text = first.unwrap_or_default();
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

/// An answer that is folded away until it is opened, with an address of its own within the page.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<details class="fold" id="a{{ number }}"{% if open %} open{% endif %}><summary>{{ title }}</summary><div class="stack">{{ text }}<p class="muted small">{{ about }} · <a href="{{ href }}">{{ more }}</a></p></div></details>"#,
    ext = "html"
)]
pub(super) struct Answer {
    number: i64,
    title: String,
    open: bool,
    text: Markup,
    about: String,
    href: String,
    more: String,
}

impl HtmlSafe for Answer {}

impl Answer {
    /// Of an article.
    pub(super) fn of(visit: &Visit, item: &Item, open: bool) -> Self {
        let text = super::rendered::Rendered::new(&item.lang, &item.body, true, from_here(visit));
        Self {
            number: item.number,
            title: item.title.clone(),
            open,
            text: Markup::of(&text),
            about: about(visit, item),
            href: place(reader(visit), item),
            more: texts(visit.lang()).msg_article_page(),
        }
    }
}
