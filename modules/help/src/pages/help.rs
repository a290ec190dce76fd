//! `/help`: the categories with their first articles, and the search (ALL-10).

use super::parts::{SearchForm, hits, reader};
use super::{HELP, category_at};
use crate::actions::write_missed::note;
use crate::model::words::Reader;
use crate::queries::contents::Section;
use crate::queries::kept::contents;
use crate::queries::products::choices;
use crate::queries::reading::of_product;
use crate::queries::search::search_about;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::frames::{Actions, Panel, Paragraph, Sheet};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Visit};

/// Searches of one network, which cost some milliseconds each: 60 at once, then one a second.
pub(crate) const SEARCHES: Budget = Budget::of_strangers(Limit { action: "help.search", burst: 60, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get(HELP, show))
}

async fn show(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    let words = asked.get("q");
    let reader = reader(&visit);
    let products = choices(&visit.cx, reader).await?;
    // What is not offered narrows nothing.
    let product = Uuid::parse_str(&asked.get("product")).ok();
    let product = product.and_then(|id| products.iter().find(|(known, _)| *known == id)).cloned();
    let form = SearchForm::new(&visit, &words, &products, product.as_ref().map(|(id, _)| *id));
    if !words.is_empty() {
        return found(&visit, &words, form, product.map(|(id, _)| id)).await;
    }
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_nav_help()).lede(t.msg_help_lede());
    let mut sheet = Sheet::new(&visit, t.msg_nav_help(), head).with(&form);
    if let Some((id, name)) = product {
        let items = of_product(&visit.cx, id, reader, visit.lang()).await?;
        sheet = sheet.with(&Panel::new(t.msg_about_product(name)).id("product").edge_to_edge(&hits(reader, &items)));
        return visit.show(&sheet.with(&ask(&visit, "")));
    }
    for section in contents(&visit.cx, reader, visit.lang()).await?.iter() {
        sheet = sheet.with(&panel(&visit, reader, section));
    }
    visit.show(&sheet.with(&ask(&visit, "")))
}

fn panel(visit: &Visit, reader: Reader, section: &Section) -> Panel {
    let t = texts(visit.lang());
    let count = i64::try_from(section.count).unwrap_or(i64::MAX);
    let all = Button::link(t.msg_category_all(count), category_at(&section.slug)).about(section.name.as_str()).small();
    Panel::new(section.name.as_str())
        .id(format!("c-{}", section.slug))
        .button(Some(all).filter(|_| section.count > 0))
        .edge_to_edge(&hits(reader, &section.items))
}

async fn found(visit: &Visit, words: &str, form: SearchForm, product: Option<Uuid>) -> Result<Done, Halt> {
    SEARCHES.check(&visit.cx)?.map_err(Halt::refused)?;
    let (t, reader) = (texts(visit.lang()), reader(visit));
    let found = search_about(&visit.cx, reader, visit.lang(), words, product).await?;
    if found.is_missed {
        note(&visit.cx, words)?;
    }
    let head = PageHead::new(t.msg_search_found(words)).crumbs(visit.lang(), [(t.msg_nav_help(), HELP)]);
    let mut sheet = Sheet::new(visit, t.msg_search_found(words), head).with(&form);
    if found.is_elsewhere {
        sheet = sheet.notices([Notice::info(t.msg_search_elsewhere())]);
    }
    sheet = if found.items.is_empty() {
        let text = Paragraph::new(t.msg_search_nothing_text());
        sheet.with(&Panel::new(t.msg_search_nothing()).with(&text))
    } else {
        sheet.with(&Panel::new("").edge_to_edge(&hits(reader, &found.items)))
    };
    visit.show(&sheet.with(&ask(visit, words)))
}

/// The way on for who has found nothing: what was sought is filled in (SUP-21).
pub(super) fn ask(visit: &Visit, words: &str) -> Panel {
    let t = texts(visit.lang());
    let form = if visit.customer.is_some() { "/requests/new" } else { "/support" };
    let to = gatehouse_web::query::address(form, &[("subject", words)]);
    let to = format!("{}{to}", visit.origin_unless_here(form));
    let button = Button::link(t.msg_ask_support(), to).icon(Icon::Send);
    Panel::new(t.msg_ask_title()).text(t.msg_ask_text()).with(&Actions::new([button]))
}
