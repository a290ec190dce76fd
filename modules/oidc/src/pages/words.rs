//! What the pages have in common: what an application may, in words, and the page that says that nothing can be done.

use crate::actions::begin::Stuck;
use crate::model::client::Client;
use crate::model::request_check::has;
use crate::texts;
use axum::http::StatusCode;
use gatehouse_core::Lang;
use gatehouse_web::frames::Card;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Visit};

/// What scopes open, in words, one line each.
pub(super) fn allowed(lang: Lang, scope: &str) -> Vec<String> {
    let t = texts(lang);
    let lines = [
        ("openid", t.msg_may_know()),
        ("profile", t.msg_may_profile()),
        ("email", t.msg_may_email()),
        ("offline_access", t.msg_may_offline()),
    ];
    lines.into_iter().filter(|(word, _)| has(scope, word)).map(|(_, line)| line).collect()
}

/// The site that an answer leads to; that of an app is none.
pub(super) fn site(client: &Client, redirect_uri: &str) -> Option<String> {
    if client.native {
        return None;
    }
    let host = redirect_uri.split_once("://")?.1.split(['/', '?', ':']).next()?;
    Some(host.to_owned())
}

/// The page where a sign-in stops; nobody is sent anywhere from it.
pub(super) fn stuck(visit: &Visit, why: Stuck) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let text = match why {
        Stuck::NoClient => t.msg_stuck_no_client(),
        Stuck::WrongAddress => t.msg_stuck_wrong_address(),
        Stuck::Over => t.msg_stuck_over(),
    };
    let card = Card::new(visit, t.msg_stuck_title(), &FormErrors::new()).lede(text).lede(t.msg_stuck_hint());
    let card = card.with(&Button::link(t.msg_stuck_home(), "/").wide());
    visit.show_as(StatusCode::BAD_REQUEST, &card)
}
