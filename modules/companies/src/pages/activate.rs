//! `/companies/activate`: the page of an activation link (COM-1). It shows the address that it is for; looking changes nothing.

use super::{other_account, register, ways};
use crate::actions::invitations::accept::AcceptRefusal;
use crate::actions::joining::join::{Became, JoinRefusal};
use crate::actions::registrations::activate::{Activate, ActivateRefusal, activate, activate_own};
use crate::actions::registrations::send_again::{SendAgainRefusal, send_again_by_link};
use crate::queries::registrations::{self, DeadLink, Registered};
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::actions::come_by_link::ComeRefusal;
use gatehouse_accounts::{contacts, entering};
use gatehouse_core::Refusal;
use gatehouse_signin::Browser;
use gatehouse_signin::carried::{self, Link};
use gatehouse_signin::forms::{login, new_password};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

/// Where it is.
pub(super) const PATH: &str = "/companies/activate";
/// Where a link that has ended is sent again.
pub(super) const AGAIN: &str = "/companies/activate/again";
/// Where somebody stands who has joined no company.
pub(crate) const JOINING: &str = "/companies/joining";

/// Takes the token out of the address, then shows what it opens.
pub(super) async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        match registrations::by_token(&visit.cx, visit.cx.read(), &token).await.unless_broken()? {
            Ok(found) => show(&visit, &token, &found, &FormErrors::new()).await,
            Err(dead) => show_dead(&visit, &token, dead),
        }
    })
    .await
}

async fn show(visit: &Visit, token: &str, found: &Registered, errors: &FormErrors) -> Result<Done, Halt> {
    Ok(visit.show(&page(visit, token, found, errors).await?)?.secret())
}

/// What fits who follows it: a password, one button, the way to sign in, or the question who goes on.
async fn page(visit: &Visit, token: &str, found: &Registered, errors: &FormErrors) -> Result<Card, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let here = other_account::signed_in(visit).await?;
    let account = contacts::find_by_email(&visit.cx, visit.cx.read(), &found.email).await?;
    let session = visit.customer.as_ref().map(|session| session.account);
    if let (Some(here), true) = (here, session.is_some() && session != account) {
        return Ok(other_account::page(visit, other_account::OF_REGISTRATION, token, &found.email, &here));
    }
    let address = gatehouse_address::shown(&found.email);
    let facts = KeyValues::new()
        .row(t.msg_join_email(), Cell::text(address.as_str()))
        .row(t.msg_name(), Cell::text(found.form.name.whole()))
        .row(t.msg_company_name(), Cell::text(found.form.company.as_str()));
    let card =
        Card::new(visit, t.msg_activate_title(), errors).lede(t.msg_activate_lede(address.as_str())).with(&facts);
    let form = PanelForm::in_card(PATH).field(&Field::hidden("token", token));
    Ok(match (account, session) {
        (None, _) => {
            let again =
                Password::fresh(lang, "again", t.msg_join_password_again()).repeats(t.msg_join_passwords_differ());
            let form = form
                .field(&login(t.msg_join_email(), &found.email))
                .field(&new_password(&visit.cx, t.msg_join_password_new(), None, errors)?)
                .field(&again.errors(errors))
                .submit(t.msg_activate_button());
            card.with(&form)
        }
        (Some(_), Some(_)) => card.with(&form.submit(t.msg_activate_button())),
        (Some(_), None) => {
            let place = format!("/sign-in?next={PATH}");
            card.lede(t.msg_activate_sign_in()).with(&Button::link(t.msg_join_sign_in(), place).primary().wide())
        }
    })
}

/// Activates.
pub(super) async fn submit(visit: Visit, Posted(form): Posted<Activate>) -> Result<Done, Halt> {
    let browser = Browser::of(&visit);
    let refusal = if visit.customer.is_some() {
        match activate_own(&visit.cx, Some(&form.token), &browser).await.unless_broken()? {
            Ok(became) => return Ok(carried::drop_carried(&visit, visit.go(&place_of(&became)))),
            Err(refusal) => refusal,
        }
    } else {
        match activate(&visit.cx, &form, &entering::here(&visit), &browser).await.unless_broken()? {
            Ok(done) => {
                let place = place_of(&done.became);
                let Some(entered) = &done.entered else { return Ok(visit.go("/sign-in")) };
                return Ok(entering::go_entered(&visit, entered, &place, &done.news));
            }
            Err(refusal) => refusal,
        }
    };
    refused(&visit, &form.token, refusal).await
}

/// Where somebody goes on: to the company, or to what waits for them.
pub(super) fn place_of(became: &Became) -> String {
    match became {
        Became::Owner(word) | Became::User(word) => format!("/c/{word}"),
        Became::Asked(_) => JOINING.to_owned(),
        Became::Closed(why) => format!("{JOINING}?why={}", why.word()),
    }
}

async fn refused(visit: &Visit, token: &str, refusal: ActivateRefusal) -> Result<Done, Halt> {
    if let ActivateRefusal::Dead(dead) = refusal {
        return show_dead(visit, token, dead);
    }
    let t = texts(visit.lang());
    let errors = FormErrors::of_refusal(&refusal, visit.lang());
    match &refusal {
        ActivateRefusal::Invitation(AcceptRefusal::OtherDomain) => {
            let card = Card::new(visit, t.msg_cannot_join_title(), &FormErrors::new()).lede(refusal.text(visit.lang()));
            return visit.show_refused(&refusal, &ways::help(visit, card));
        }
        // Dead ends 8 and 10: the address belongs to a company by now.
        ActivateRefusal::Join(JoinRefusal::Add(_)) | ActivateRefusal::Invitation(_) => {
            let card = Card::new(visit, t.msg_cannot_join_title(), &errors);
            return visit.show_refused(&refusal, &belongs(visit, card));
        }
        // Dead end 1, meanwhile.
        ActivateRefusal::Join(JoinRefusal::License(license)) => {
            let card = Card::new(visit, t.msg_cannot_join_title(), &FormErrors::new()).lede(license.text(visit.lang()));
            let card = card.with(&Button::link(t.msg_register_anew(), register::PATH).primary().wide());
            return visit.show_refused(&refusal, &ways::help(visit, card));
        }
        ActivateRefusal::Come(ComeRefusal::HasAccount) => {
            return Ok(visit.go(&format!("/sign-in?next={PATH}")));
        }
        _ => {}
    }
    match registrations::by_token(&visit.cx, visit.cx.read(), token).await.unless_broken()? {
        Ok(found) => {
            let again = async |errors: FormErrors| page(visit, token, &found, &errors).await;
            Ok(visit.again(&refusal, again).await?.secret())
        }
        Err(dead) => show_dead(visit, token, dead),
    }
}

/// The way of COM-6: a person is in one company at most, and an address belongs to one person.
pub(super) fn belongs(visit: &Visit, card: Card) -> Card {
    let t = texts(visit.lang());
    let steps = [t.msg_belongs_new(), t.msg_belongs_carry(), t.msg_belongs_delete()];
    let card = card.with(&Points::new(t.msg_belongs_title(), steps));
    let card = match &visit.company {
        Some(company) => card.with(&ways::to_company(visit.lang(), &company.word)),
        None => card.with(&Button::link(t.msg_join_sign_in(), format!("/sign-in?next={JOINING}")).wide()),
    };
    ways::help(visit, card)
}

/// Dead ends 4, 6 and 9.
fn show_dead(visit: &Visit, token: &str, dead: DeadLink) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_join_dead_title(), &FormErrors::new()).lede(dead.text(visit.lang()));
    let anew = Button::link(t.msg_register_anew(), register::PATH).wide();
    let card = match dead {
        DeadLink::Ended => {
            let again = PanelForm::in_card(AGAIN).field(&Field::hidden("token", token)).submit(t.msg_sent_again());
            card.with(&again).with(&anew)
        }
        DeadLink::Used => card.with(&to_company(visit)),
        DeadLink::Lapsed => ways::ask_support(visit, card, [(t.msg_join_reason(), t.msg_lapsed_request())]),
        DeadLink::Unknown | DeadLink::EndedForGood => card.with(&anew),
    };
    Ok(visit.show_refused(&dead, &card)?.secret())
}

/// To the company of who is signed in, or to the sign-in that leads on to it.
pub(super) fn to_company(visit: &Visit) -> Button {
    match &visit.company {
        Some(company) => ways::to_company(visit.lang(), &company.word),
        None => {
            let place = format!("/sign-in?next={JOINING}");
            Button::link(texts(visit.lang()).msg_join_sign_in(), place).primary().wide()
        }
    }
}

/// Sends a link that has ended again.
pub(super) async fn again(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    match send_again_by_link(&visit.cx, &link.token).await.unless_broken()? {
        Ok(email) => {
            let card = Card::new(&visit, t.msg_sent_title(), &FormErrors::new());
            let card = card.lede(t.msg_sent_to(gatehouse_address::shown(&email)));
            Ok(visit.show(&card)?.secret())
        }
        Err(SendAgainRefusal::Dead(dead)) => show_dead(&visit, &link.token, dead),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
