//! The way to a company's own provider and back (COM-14). The way there is a link: it stores nothing. The way back is one GET, because that is
//! what providers send browsers to; it opens a session only for an answer to the question that this browser carries.

use super::company_carried::{Carried, Step, Wanted, drop_carried};
use super::own_sign_in::{Tab, company};
use super::sign_in_due::DUE;
use super::ways;
use crate::actions::provider::enter::{Came, SsoRefusal, enter_by_provider};
use crate::actions::provider::link::link_own;
use crate::actions::provider::tested::tested;
use crate::model::states::OidcState;
use crate::queries::provider::{back, find, of_company, opened, path, session as vouched};
use crate::rights::Owner;
use crate::sessions::inside;
use crate::tables::{company as companies, company_oidc};
use crate::texts;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use gatehouse_accounts::actions::by_company::WAYS;
use gatehouse_accounts::{here, with_session, with_signed_in};
use gatehouse_core::{Refusal, Uuid};
use gatehouse_federation::{CompanyProvider, Federation, MemberClaims, Returned, Trouble};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::{Button, FormErrors};
use gatehouse_web::visit::{query_escape, safe_next};
use gatehouse_web::{Customer, Done, Halt, UnlessBroken as _, Visit};
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

async fn provider(visit: &Visit, id: &str) -> Result<(company_oidc::Model, CompanyProvider), Halt> {
    let id = Uuid::parse_str(id).map_err(|_| Halt::NotFound)?;
    let row = find(visit.cx.read(), id).await?.ok_or(Halt::NotFound)?;
    let opened = opened(&visit.cx, visit.cx.read(), &row).await?.ok_or(Halt::NotFound)?;
    Ok((row, opened))
}

/// To come in. In a session that the provider has opened it is a proof of who somebody is, so they give one anew there.
pub async fn begin(visit: Visit, Path(id): Path<String>, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    WAYS.check(&visit.cx)?.map_err(Halt::refused)?;
    let (row, provider) = provider(&visit, &id).await?;
    if row.state != OidcState::On {
        return Err(Halt::NotFound);
    }
    let anew = match &visit.customer {
        Some(session) => vouched(&visit.cx, visit.cx.read(), session.id).await?.is_some_and(|row| row.only_inside),
        None => false,
    };
    ask(&visit, &provider, Wanted::Enter, &next, anew).await
}

/// The owner tries it.
pub async fn test(customer: Customer) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    WAYS.check(&visit.cx)?.map_err(Halt::refused)?;
    let row = of_company(visit.cx.read(), company(&customer)?).await?.ok_or(Halt::NotFound)?;
    let provider = opened(&visit.cx, visit.cx.read(), &row).await?.ok_or(Halt::NotFound)?;
    ask(visit, &provider, Wanted::Test(customer.session.id), &Tab::SignIn.address(&customer), false).await
}

async fn ask(visit: &Visit, provider: &CompanyProvider, wanted: Wanted, next: &str, anew: bool) -> Result<Done, Halt> {
    let cx = &visit.cx;
    let flow = provider.ask(cx, anew);
    match cx.service::<Federation>()?.company_address(cx, provider, &flow, &back(cx, provider.id)).await {
        Ok(address) => {
            // In a session the form that asks for a password may stand before it.
            let done = if visit.customer.is_none() { visit.go(&address) } else { visit.leave(&address)? };
            Ok(Carried::asked(provider.id, wanted, next, flow).keep(visit, done)?)
        }
        Err(trouble) => failed(visit, provider, trouble),
    }
}

/// The answer of a provider.
pub async fn answer(visit: Visit, Path(id): Path<String>, Query(returned): Query<Returned>) -> Result<Done, Halt> {
    WAYS.check(&visit.cx)?.map_err(Halt::refused)?;
    let (row, provider) = provider(&visit, &id).await?;
    let Some(Carried { wanted, next, step: Step::Asked(flow), .. }) = Carried::of(&visit, row.id) else {
        return refused(&visit, &SsoRefusal::Over);
    };
    let cx = &visit.cx;
    let found = cx.service::<Federation>()?.member(cx, &provider, &flow, &back(cx, row.id), &returned).await;
    let claims = match found {
        Ok(claims) => claims,
        Err(trouble) => return failed(&visit, &provider, trouble),
    };
    match wanted {
        Wanted::Enter => entered(&visit, claims, next).await,
        Wanted::Test(session) => tried(&visit, &row, session, &claims, &next).await,
    }
}

async fn tried(
    visit: &Visit,
    row: &company_oidc::Model,
    session: Uuid,
    claims: &MemberClaims,
    next: &str,
) -> Result<Done, Halt> {
    if visit.customer.as_ref().is_none_or(|customer| customer.id != session) {
        return refused(visit, &SsoRefusal::Over);
    }
    let said = match tested(&visit.cx, row.company_id, claims).await.unless_broken()? {
        Ok(()) => texts(visit.lang()).msg_sso_tested(),
        Err(refusal) => refusal.text(visit.lang()),
    };
    Ok(drop_carried(visit, visit.go_saying(safe_next(Some(next), "/"), said)))
}

async fn entered(visit: &Visit, claims: MemberClaims, next: String) -> Result<Done, Halt> {
    let current = visit.customer.as_ref().map(|session| (session.id, session.account));
    let came = enter_by_provider(&visit.cx, &claims, &here(visit), current).await;
    let within = |word: &str| {
        let home = format!("/c/{word}");
        let is_inside = next.strip_prefix(&home).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        if is_inside { next.clone() } else { home }
    };
    match came.unless_broken()? {
        Ok(Came::In { signed_in, word }) => {
            count("entered");
            let done = with_signed_in(visit, visit.go(&within(&word)), &signed_in, false);
            Ok(drop_carried(visit, done))
        }
        Ok(Came::Here { token, word }) => {
            count("entered");
            let done = visit.go(&within(&word));
            Ok(drop_carried(
                visit,
                match &token {
                    Some(token) => with_session(visit, done, token, false),
                    None => done,
                },
            ))
        }
        Ok(Came::ProveFirst) => {
            let provider = claims.provider;
            let known = Carried { provider, wanted: Wanted::Enter, next, step: Step::Known(claims) };
            Ok(known.keep(visit, visit.go(&format!("{}/connect", path(provider))))?)
        }
        Err(refusal) => {
            count("refused");
            refused(visit, &refusal)
        }
    }
}

/// For the operator: how sign-ins by companies' own services go.
fn count(result: &'static str) {
    metrics::counter!("gatehouse_company_sign_ins_total", "result" => result).increment(1);
}

fn known(visit: &Visit, id: &str) -> Option<MemberClaims> {
    match Carried::of(visit, Uuid::parse_str(id).ok()?)?.step {
        Step::Known(claims) => Some(claims),
        Step::Asked(_) => None,
    }
}

/// Asks for the proof by the account's own means, then whether both are to be connected.
pub async fn connect_form(visit: Visit, Path(id): Path<String>) -> Result<Done, Halt> {
    let Some(claims) = known(&visit, &id) else { return refused(&visit, &SsoRefusal::Over) };
    let (row, _) = provider(&visit, &id).await?;
    let t = texts(visit.lang());
    let name = company_name(&visit, row.company_id).await?;
    let to = gatehouse_address::shown(claims.email.as_deref().unwrap_or_default());
    let place = format!("{}/connect", path(row.id));
    let card = Card::new(&visit, t.msg_sso_connect_title(name.as_str()), &FormErrors::new());
    let card = if visit.customer.is_none() {
        let sign_in = format!("/sign-in?next={}", query_escape(&place));
        card.lede(t.msg_sso_connect_prove(to, name))
            .with(&Button::link(t.msg_sso_own_sign_in(), sign_in).primary().wide())
    } else {
        let form = PanelForm::in_card(place).submit(t.msg_sso_connect_button());
        card.lede(t.msg_sso_connect_text(to, name)).with(&form)
    };
    visit.show(&card)
}

/// Connects them.
pub async fn connect(visit: Visit, Path(id): Path<String>) -> Result<Done, Halt> {
    WAYS.check(&visit.cx)?.map_err(Halt::refused)?;
    let Some(claims) = known(&visit, &id) else { return refused(&visit, &SsoRefusal::Over) };
    let customer = Customer::of(visit, false)?;
    customer.elevated()?;
    let visit = &customer.visit;
    match link_own(&visit.cx, customer.session.id, &claims).await.unless_broken()? {
        Ok(word) => {
            let done = visit.go_saying(&format!("/c/{word}"), texts(visit.lang()).msg_sso_connected());
            Ok(drop_carried(visit, done))
        }
        Err(refusal) => refused(visit, &refusal),
    }
}

pub(super) async fn company_name(visit: &Visit, company: Uuid) -> Result<String, Halt> {
    let row = companies::Entity::find_by_id(company).one(visit.cx.read()).await?;
    Ok(row.map(|row| row.name).unwrap_or_default())
}

/// Why somebody does not come in, and the way on.
fn refused(visit: &Visit, refusal: &SsoRefusal) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_sso_refused_title(), &FormErrors::new()).lede(refusal.text(visit.lang()));
    let card = card.with(&Button::link(t.msg_sso_own_sign_in(), "/sign-in").primary().wide());
    Ok(drop_carried(visit, visit.show_refused(refusal, &ways::help(visit, card))?))
}

/// The provider said no, or said nothing: the owner has another way in.
fn failed(visit: &Visit, provider: &CompanyProvider, trouble: Trouble) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let (status, text) = match trouble {
        Trouble::Declined => (StatusCode::OK, t.msg_sso_declined()),
        trouble if trouble.passes() => (StatusCode::SERVICE_UNAVAILABLE, t.msg_sso_away()),
        _ => (StatusCode::BAD_GATEWAY, t.msg_sso_wrong()),
    };
    if trouble != Trouble::Declined {
        count("failed");
        tracing::warn!(provider = %provider.id, %trouble, "somebody could not be identified by a company's provider");
    }
    let again = Button::link(t.msg_sso_again(), path(provider.id)).primary().wide();
    let card = Card::new(visit, t.msg_sso_failed_title(), &FormErrors::new()).lede(text).with(&again);
    let card = ways::help(visit, card.way(t.msg_sso_owner_way(), t.msg_sso_own_sign_in(), DUE));
    Ok(drop_carried(visit, visit.show_as(status, &card)?))
}
