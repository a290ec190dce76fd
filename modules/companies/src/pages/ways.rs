//! The ways on from a dead end: to support, with what it needs to know written down, and to where the person can go themselves.

use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::{Card, Fold};
use gatehouse_web::support::{ask, ask_without_account};
use gatehouse_web::view::*;
use gatehouse_web::{Scope, Visit};

/// Adds what to tell support, ready to be copied, and the way there.
pub(super) fn ask_support(visit: &Visit, card: Card, facts: impl IntoIterator<Item = (String, String)>) -> Card {
    let t = texts(visit.lang());
    let facts = facts.into_iter().fold(KeyValues::new(), |facts, (label, value)| facts.row(label, Cell::text(value)));
    let card = card.with(&Fold::new(t.msg_join_tell_support()).open(true).with(&facts));
    help(visit, card)
}

/// Adds the way to support: to the right form (SUP-21), of the portal for who is signed in, of people who cannot sign in for others. What the page says
/// besides is copied from it: it may name people, and stands in no address.
pub(super) fn help(visit: &Visit, card: Card) -> Card {
    let t = texts(visit.lang());
    let subject = t.msg_join_support_subject();
    let known = [("subject", subject.as_str())];
    let to = match visit.customer {
        Some(_) => ask(&Scope::Personal, "portal", &known),
        None => ask_without_account("access", &known),
    };
    card.way("", t.msg_join_ask_support(), to)
}

/// The way to the company.
pub(super) fn to_company(lang: Lang, word: &str) -> Button {
    Button::link(texts(lang).msg_join_to_company(), format!("/c/{word}")).primary().wide()
}
