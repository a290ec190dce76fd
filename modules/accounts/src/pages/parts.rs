//! What several pages have.

use crate::refusals::BadLink;
use gatehouse_core::{Lang, Refusal as _};
use gatehouse_web::frames::{Card, Section};
use gatehouse_web::view::{Button, FormErrors};
use gatehouse_web::{Done, Halt, Visit};
use serde::Deserialize;

/// The pages of the account area; `here` is the path of the one that is shown.
pub fn section(lang: Lang, here: &'static str) -> Section {
    let t = crate::texts(lang);
    let pages = [
        (t.msg_profile_title(), "/account"),
        (t.msg_password(), "/account/password"),
        (t.msg_sessions_title(), "/account/sessions"),
        (t.msg_activity_title(), "/account/activity"),
    ];
    Section::new(t.msg_account(), here, pages)
}

/// A mailed link that opens nothing, and why; `ways` adds what can be done instead.
pub fn dead_link(visit: &Visit, bad: BadLink, ways: impl FnOnce(Card) -> Card) -> Result<Done, Halt> {
    let title = crate::texts(visit.lang()).msg_dead_title();
    let card = Card::new(visit, title, &FormErrors::new()).lede(bad.text(visit.lang()));
    visit.show_refused(&bad, &ways(card))
}

/// The way to sign in, from a card.
pub fn to_sign_in(lang: Lang) -> Button {
    Button::link(crate::texts(lang).msg_sign_in(), "/sign-in").wide()
}

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    pub next: String,
}
