//! The ways on from a dead end: to support, with what it needs to know written down, and to where the person can go themselves.

use crate::texts;
use gatehouse_brand::Link;
use gatehouse_core::Lang;
use gatehouse_web::Visit;
use gatehouse_web::frames::{Card, Fold};
use gatehouse_web::view::*;

/// Adds what to tell support, ready to be copied, and the way there.
pub(super) fn ask_support(visit: &Visit, card: Card, facts: impl IntoIterator<Item = (String, String)>) -> Card {
    let t = texts(visit.lang());
    let facts = facts.into_iter().fold(KeyValues::new(), |facts, (label, value)| facts.row(label, Cell::text(value)));
    let card = card.with(&Fold::new(t.msg_join_tell_support()).open(true).with(&facts));
    help(visit, card)
}

/// Adds the vendor's page of help, where there is one.
pub(super) fn help(visit: &Visit, card: Card) -> Card {
    let vendor = gatehouse_brand::of(&visit.cx.app);
    match vendor.link(Link::Help) {
        Some(help) => card.way("", texts(visit.lang()).msg_join_ask_support(), help),
        None => card,
    }
}

/// The way to the company.
pub(super) fn to_company(lang: Lang, word: &str) -> Button {
    Button::link(texts(lang).msg_join_to_company(), format!("/c/{word}")).primary().wide()
}
