//! `/oauth/authorize`: a site or an app sends somebody to sign in (RFC 6749 §3.1). A form of theirs leads to the same address by GET: a browser
//! sends no session along with it.

use super::consent::CONSENT;
use super::words::stuck;
use crate::actions::begin::{Begun, begin};
use crate::model::discovery::AUTHORIZE;
use crate::model::request::Asked;
use axum::extract::Query;
use axum::http::HeaderMap;
use gatehouse_accounts::entering::sign_in_towards;
use gatehouse_core::Lang;
use gatehouse_web::cookies::Name;
use gatehouse_web::query::address;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get(AUTHORIZE, authorize).free_post(AUTHORIZE, posted))
}

type Pairs = Vec<(String, String)>;

/// Leads to the address by GET.
async fn posted(visit: Visit, Posted(pairs): Posted<Pairs>) -> Result<Done, Halt> {
    let query: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Ok(visit.go(&address(AUTHORIZE, &query)))
}

async fn authorize(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Done, Halt> {
    let asked = Asked::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let lang = language(&visit, &asked.ui_locales);
    let begun = Box::pin(begin(&visit.cx, asked, visit.customer.as_ref())).await.unless_broken()?;
    let begun = begun.map_err(Halt::refused)?;
    match begun {
        Begun::Stuck(why) => stuck(&visit, why),
        Begun::Leave(place) => leave(&visit, &headers, &place),
        Begun::SignIn(token, asked) => {
            let place = sign_in_towards(&visit, &asked.login_hint, &address(CONSENT, &[("request", &token)]))?;
            Ok(visit.go(&lang.map_or_else(|| place.clone(), |lang| format!("{place}&lang={}", lang.tag()))))
        }
        Begun::Prove(token, factor) => Ok(visit.go(&prove(&address(CONSENT, &[("request", &token)]), factor))),
        Begun::Ask(token) => Ok(visit.go(&address(CONSENT, &[("request", &token)]))),
    }
}

/// The page where somebody proves who they are, which leads back.
pub(super) fn prove(back: &str, factor: bool) -> String {
    let factor = if factor { "factor=1&" } else { "" };
    format!("/step-up?{factor}next={}", query_escape(back))
}

/// Back to the site or the app. Where a page of ours led here, a form may have stood before it, and a browser holds its policy against every
/// redirect that comes after: then by a page that it leaves at once.
fn leave(visit: &Visit, headers: &HeaderMap, place: &str) -> Result<Done, Halt> {
    let is_ours = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    if is_ours { visit.leave(place) } else { Ok(visit.go(place)) }
}

/// The first language of these that we have, for a person who has chosen none in this browser.
fn language(visit: &Visit, locales: &str) -> Option<Lang> {
    if visit.customer.is_some() || visit.cookie(Name::Lang).is_some() {
        return None;
    }
    let mut tags = locales.split(' ').filter_map(|tag| Lang::from_tag(tag.split('-').next()?));
    let offered = visit.languages();
    tags.find(|lang| offered.contains(lang))
}
