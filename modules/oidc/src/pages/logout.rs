//! `/oauth/logout`: a site sends somebody to sign out here too (RP-Initiated Logout 1.0). They are asked first, so that no other page can sign
//! them out; then they go back, where the site has named itself and the address is registered for it.

use crate::actions::note_ended::note_ended;
use crate::model::discovery::LOGOUT;
use crate::queries::way_out::{SignOut, WayOut, way_out};
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::entering::signed_out_towards;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Visit};
use serde::Deserialize;

/// Where the button posts.
const NOW: &str = "/oauth/logout/now";
/// Where it says that it is done.
const DONE: &str = "/oauth/logout/done";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| {
        doors.get(LOGOUT, ask).free_post(LOGOUT, posted).get(NOW, up).free_post(NOW, sign_out).get(DONE, done)
    })
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Sent {
    id_token_hint: String,
    client_id: String,
    post_logout_redirect_uri: String,
    state: String,
}

impl Sent {
    fn pairs(&self) -> [(&str, &str); 4] {
        [
            ("id_token_hint", self.id_token_hint.as_str()),
            ("client_id", self.client_id.as_str()),
            ("post_logout_redirect_uri", self.post_logout_redirect_uri.as_str()),
            ("state", self.state.as_str()),
        ]
    }

    fn asked(&self) -> SignOut {
        SignOut {
            id_token_hint: self.id_token_hint.clone(),
            client_id: self.client_id.clone(),
            post_logout_redirect_uri: self.post_logout_redirect_uri.clone(),
            state: self.state.clone(),
        }
    }
}

/// Leads to the address by GET.
async fn posted(visit: Visit, Posted(sent): Posted<Sent>) -> Done {
    visit.go(&address(LOGOUT, &sent.pairs()))
}

/// The address that signs out has no page of its own.
async fn up(visit: Visit) -> Done {
    visit.go(LOGOUT)
}

async fn found(visit: &Visit, sent: &Sent) -> Result<WayOut, Halt> {
    let account = visit.customer.as_ref().map(|session| session.account);
    Ok(way_out(&visit.cx, &sent.asked(), account).await?)
}

async fn ask(visit: Visit, Query(sent): Query<Sent>) -> Result<Done, Halt> {
    let way = found(&visit, &sent).await?;
    let Some(session) = &visit.customer else {
        return match &way.back {
            Some(back) => visit.leave(back),
            None => Ok(visit.go(DONE)),
        };
    };
    let t = texts(visit.lang());
    let form = sent.pairs().iter().fold(PanelForm::in_card(NOW), |form, (name, value)| {
        if value.is_empty() { form } else { form.field(&Field::hidden(*name, *value)) }
    });
    let card = Card::new(&visit, t.msg_logout_title(), &FormErrors::new());
    let card = match &way.client {
        Some(client) => card.lede(t.msg_logout_by(client.name.as_str(), session.label.as_str())),
        None => card.lede(t.msg_logout_by_nobody(session.label.as_str())),
    };
    let other = way.is_other.then(|| Notice::info(t.msg_logout_other()));
    let card = card.notice(other).with(&form.submit(t.msg_logout_button()));
    visit.show(&card.with(&Button::link(t.msg_logout_stay(), "/").quiet().wide()))
}

async fn sign_out(visit: Visit, Posted(sent): Posted<Sent>) -> Result<Done, Halt> {
    let way = found(&visit, &sent).await?;
    let gone = signed_out_towards(&visit, &address(DONE, &sent.pairs())).await?;
    // At once; what ends sessions elsewhere is told by a job.
    if way.client.is_some() {
        note_ended(&visit.cx).await?;
    }
    Ok(gone)
}

/// Signed out: back to the site, or a page that says so.
async fn done(visit: Visit, Query(sent): Query<Sent>) -> Result<Done, Halt> {
    if let Some(back) = found(&visit, &sent).await?.back {
        return visit.leave(&back);
    }
    let t = texts(visit.lang());
    let card = Card::new(&visit, t.msg_logout_done_title(), &FormErrors::new()).lede(t.msg_logout_done());
    visit.show(&card.with(&Button::link(t.msg_stuck_home(), "/").wide()))
}
